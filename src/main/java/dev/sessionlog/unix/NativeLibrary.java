package dev.sessionlog.unix;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Locates jffi's native library, which is unpacked beside the program's jars with the same owner.
 * By default, jffi unpacks it into the folder for temporary files or, if that is full or noexec,
 * into the working directory, and then loads whatever has its name there. In another user's folder,
 * that could be another user's code.
 *
 * <p>INVARIANT: no class of jffi is loaded before {@link #locate} returns. The packaged program
 * contains no copy of the library that could be unpacked.
 */
final class NativeLibrary {
  private static final String PLACE = "jffi.boot.library.path";

  /**
   * The expected version, so that jffi uses no other library, even if an older jar was left beside
   * ours.
   */
  private static final String PLACE_TO_UNPACK = "jffi.extract.dir";

  private static final String IN_JAR = "jar:";

  private NativeLibrary() {}

  /**
   * Sets the path of the library for jffi. If the classes do not come from a jar, this is a build
   * without such a folder, and jffi works as by default.
   *
   * @throws IllegalStateException if the program is incomplete
   */
  static void locate() {
    Optional<Path> jar = jar();
    if (jar.isEmpty()) {
      return;
    }
    Path folder = jar.get().resolveSibling("jni");
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          folder
              + ": no such folder, expected the program's native library in it; reinstall sessionlog");
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
   * Returns the jar of the class path that contains this class. JDK 25 does not report the source
   * of a class that comes from a class archive made in another folder.
   */
  private static URI ofThisClass() throws URISyntaxException {
    String file = NativeLibrary.class.getSimpleName() + ".class";
    String place = String.valueOf(NativeLibrary.class.getResource(file));
    int end = place.indexOf("!/");
    if (!place.startsWith(IN_JAR) || end < 0) {
      throw new IllegalStateException(place + ": expected a jar; reinstall sessionlog");
    }
    return new URI(place.substring(IN_JAR.length(), end));
  }
}
