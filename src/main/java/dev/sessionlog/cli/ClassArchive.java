package dev.sessionlog.cli;

import dev.sessionlog.collector.OwnProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The class archive that makes this program start faster. The JVM silently ignores one from another
 * JVM or other jars, and JDK 17 also one made in another place. Everything works without it, but
 * each start takes a second longer, while terminals wait.
 */
final class ClassArchive {
  private ClassArchive() {}

  /** Returns what is wrong with that of this process. */
  static Optional<String> problem() {
    return problem(System.getProperty("java.class.path"), System.getProperty("java.vm.info"));
  }

  /**
   * Returns why starts are slow; empty if they are not, or if this is not an installed program.
   *
   * @param classPath the jars, in the program's {@code lib}
   * @param vmInfo the JVM's description of itself, which mentions a used archive
   */
  static Optional<String> problem(String classPath, String vmInfo) {
    Path lib = Path.of(classPath.split(":", 2)[0]).toAbsolutePath().getParent();
    if (lib == null || !Files.exists(lib.resolveSibling("bin").resolve("sessionlog"))) {
      return Optional.empty();
    }
    if (OwnProgram.usesArchive(classPath, vmInfo)) {
      return Optional.empty();
    }
    Optional<Path> archive = OwnProgram.archive(classPath);
    return Optional.of(
        "sessionlog starts slowly: its archive of classes %s %s; as the owner, run %s --archive-classes"
            .formatted(
                archive.orElse(lib.resolve(OwnProgram.ARCHIVE)),
                archive.isPresent()
                    ? "was made for another Java, or in another place"
                    : "is missing",
                lib.resolveSibling("bin").resolve("sessionlog")));
  }
}
