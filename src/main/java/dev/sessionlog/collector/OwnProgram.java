package dev.sessionlog.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts this program as another process. */
public final class OwnProgram {
  /** The name of the archive of classes, beside the jars. */
  public static final String ARCHIVE = "sessionlog.jsa";

  private OwnProgram() {}

  /**
   * Returns the archive of classes that belongs to these jars: the one that was made on this
   * machine, otherwise the one that came with a runtime of its own.
   *
   * @param classPath the jars, in the program's {@code lib}
   */
  public static Optional<Path> archive(String classPath) {
    Path jars = Path.of(classPath.split(":", 2)[0]).toAbsolutePath().getParent();
    if (jars == null) {
      return Optional.empty();
    }
    return Stream.of(jars.resolve(ARCHIVE), jars.resolveSibling("runtime").resolve(ARCHIVE))
        .filter(Files::exists)
        .findFirst();
  }

  /** Returns the Java of this process, its path, and whether it uses the archive. */
  static String java() {
    return "%s in %s, %s archive of classes"
        .formatted(
            System.getProperty("java.version"),
            System.getProperty("java.home"),
            usesArchive(
                    System.getProperty("java.class.path"), System.getProperty("java.vm.info", ""))
                ? "with its"
                : "without an");
  }

  /**
   * Returns true if a JVM uses the archive of these jars; a JVM with an unusable archive shares no
   * classes.
   *
   * @param vmInfo the JVM's description of itself
   */
  public static boolean usesArchive(String classPath, String vmInfo) {
    return archive(classPath).isPresent() && vmInfo.contains("sharing");
  }

  /**
   * Returns the command: the JVM of this process, the archive of classes beside its jars, and the
   * arguments.
   *
   * @param options of the JVM
   * @param words the arguments of the program
   */
  public static List<String> command(List<String> options, String... words) {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    archive(classPath)
        .ifPresent(
            archive ->
                command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")));
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:auto",
            // Mapped at its preferred address, because otherwise it would be a private copy.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, "dev.sessionlog.Main"));
    command.addAll(List.of(words));
    return command;
  }
}
