package dev.sessionlog.unix;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Where jffi's native code lies: unpacked beside the program's jars, owned as they are. Left to
 * itself, jffi unpacks it into the folder for temporary files and, when that is full or allows no
 * execution, into the working directory, and loads what lies there by its name: a stranger's code,
 * where the folder is a stranger's.
 *
 * <p>INVARIANT: nothing of jffi is loaded before {@link #locate} returned. The packaged program has
 * no copy of the library that could be unpacked.
 */
final class NativeLibrary {
  private static final String PLACE = "jffi.boot.library.path";

  /** With it, jffi tries no other, should a jar of an older version be left beside ours. */
  private static final String PLACE_TO_UNPACK = "jffi.extract.dir";

  private NativeLibrary() {}

  /**
   * Tells jffi where its library is. Classes that do not come from a jar are those of a build,
   * which has no folder of the kind: it is left to its own ways.
   *
   * @throws IllegalStateException when the program is not whole
   */
  static void locate() {
    Optional<Path> jar = jar();
    if (jar.isEmpty()) {
      return;
    }
    Path folder = jar.get().resolveSibling("jni");
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          folder + ": no such folder, expected the program's native library; install it anew");
    }
    System.setProperty(PLACE, folder.toString());
    System.setProperty(PLACE_TO_UNPACK, folder.toString());
  }

  private static Optional<Path> jar() {
    CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      URI place = source.getLocation().toURI();
      return Optional.of(Path.of(place).toAbsolutePath()).filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException notAFile) {
      return Optional.empty();
    }
  }
}
