package dev.sessionlog.unix;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
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

  private static final String IN_JAR = "jar:";

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
      URL place = source.getLocation();
      URI jar = place == null ? ofThisClass() : place.toURI();
      return Optional.of(Path.of(jar).toAbsolutePath()).filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException notAFile) {
      return Optional.empty();
    }
  }

  /**
   * Returns the jar of the class path that holds this class. JDK 25 knows no source of classes that
   * come from an archive of classes which was made in another folder.
   */
  private static URI ofThisClass() throws URISyntaxException {
    String file = NativeLibrary.class.getSimpleName() + ".class";
    String place = String.valueOf(NativeLibrary.class.getResource(file));
    int end = place.indexOf("!/");
    if (!place.startsWith(IN_JAR) || end < 0) {
      throw new IllegalStateException(place + ": expected a jar; install the program anew");
    }
    return new URI(place.substring(IN_JAR.length(), end));
  }
}
