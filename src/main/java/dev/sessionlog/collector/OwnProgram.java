package dev.sessionlog.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program is started once more, as another process of it. */
public final class OwnProgram {
  private OwnProgram() {}

  /**
   * Returns the command: the JVM that runs this, the archive of classes that lies beside its jars,
   * and what the program is told.
   *
   * @param options of the JVM
   * @param words the arguments of the program
   */
  public static List<String> command(List<String> options, String... words) {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    Path jars = Path.of(classPath.split(":", 2)[0]).toAbsolutePath().getParent();
    Path archive = jars == null ? Path.of("none") : jars.resolve("sessionlog.jsa");
    if (Files.exists(archive)) {
      command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
    }
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            // Mapped where it was made for, or it would be a copy of this process's own.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, "dev.sessionlog.Main"));
    command.addAll(List.of(words));
    return command;
  }
}
