package dev.sessionlog.cli;

import dev.sessionlog.collector.OwnProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The archive of classes that lets this program start in less time. The JVM passes over in silence
 * one that is of another JVM or of other jars, and JDK 17 also one that was made in another place:
 * all works the same, but each start takes a second more, while terminals wait.
 */
final class ClassArchive {
  private ClassArchive() {}

  /** Tells what is wrong with that of this process. */
  static Optional<String> problem() {
    return problem(System.getProperty("java.class.path"), System.getProperty("java.vm.info"));
  }

  /**
   * Tells why starts take longer than they need to; empty when they do not, or when this is no
   * installed program.
   *
   * @param classPath the jars, in the program's {@code lib}
   * @param vmInfo what the JVM says of itself: one that uses an archive shares it
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
