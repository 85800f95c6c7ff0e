package dev.sessionlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as a process of its own, on the JDK that the build names. */
class MainIT {
  private static final Path LIB = Path.of(System.getProperty("sessionlog.home"), "lib");
  private static final Path JAVA =
      Path.of(System.getProperty("sessionlog.java.home"), "bin", "java");

  @TempDir Path dir;

  private record Run(int exitCode, String out, String err) {}

  @Test
  void theVersionIsPrintedWithoutAWarning() throws Exception {
    Run run = run(dir.resolve("out").toFile(), "--version");

    assertTrue(run.out.matches("sessionlog \\d+\\.\\d+\\.\\d+\\S*\n"), run::toString);
    assertEquals(new Run(0, run.out, ""), run);
  }

  @Test
  void theLauncherSaysTheVersionWithoutAJvm() throws Exception {
    Run jvm = run(dir.resolve("out").toFile(), "--version");
    Path out = dir.resolve("launcher-out");
    // With such an option no JVM starts.
    ProcessBuilder builder =
        new ProcessBuilder(LIB.resolveSibling("bin/sessionlog").toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:NoSuchOption");

    assertEquals(0, builder.start().waitFor());
    assertEquals(jvm.out, Files.readString(out));
  }

  @Test
  void theArchiveOfClassesFitsThisJvm() throws Exception {
    String jars;
    try (Stream<Path> files = Files.list(LIB)) {
      jars =
          files
              .map(Path::toString)
              .filter(name -> name.endsWith(".jar"))
              .sorted()
              .collect(Collectors.joining(":"));
    }
    List<String> command =
        List.of(
            JAVA.toString(),
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:on",
            "-XX:SharedArchiveFile=" + LIB.resolve("sessionlog.jsa"),
            "-Xlog:class+load",
            "-Dpicocli.converters.excludes=java.time.*,java.sql.*",
            "-Dpicocli.disable.closures=true",
            "-cp",
            jars,
            Main.class.getName(),
            "config");
    Path out = dir.resolve("loaded");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    // With something in it, so that the parser is there too.
    Path file = Files.writeString(dir.resolve("sessionlog.toml"), "[login]\nnotice = \"x\"\n");
    builder.environment().put("SESSIONLOG_CONFIG", file.toString());

    assertEquals(0, builder.start().waitFor(), Files.readString(out));
    List<String> notArchived =
        Files.readAllLines(out).stream()
            .filter(
                line ->
                    line.contains("] dev.sessionlog.")
                        || line.contains("] picocli.")
                        || line.contains("] org.tomlj."))
            .filter(line -> !line.contains("shared objects file") && !line.contains("Lambda"))
            .toList();
    assertEquals(List.of(), notArchived);
  }

  @Test
  void noHelpNeedsAJvm() throws Exception {
    for (String words :
        List.of("--help", "-h", "help", "list --help", "help tail", "help config")) {
      Path out = dir.resolve("help");
      List<String> command = new ArrayList<>();
      command.add(LIB.resolveSibling("bin/sessionlog").toString());
      command.addAll(List.of(words.split(" ")));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      // With such an option no JVM starts.
      builder.environment().put("JDK_JAVA_OPTIONS", "-XX:NoSuchOption");
      builder.environment().remove("COLUMNS");

      assertEquals(0, builder.start().waitFor(), words);
      assertTrue(read(out).startsWith("Usage: sessionlog"), () -> words + ": " + read(out));
    }
  }

  /** JDK 25 does not know where classes come from whose archive was made in another folder. */
  @Test
  void aProgramThatWasMovedWithItsArchiveRunsACollector() throws Exception {
    Path moved = dir.resolve("moved");
    List<String> copy = List.of("cp", "-a", LIB.getParent().toString(), moved.toString());
    assertEquals(0, new ProcessBuilder(copy).start().waitFor());
    Path out = dir.resolve("collector-out");
    String launcher = moved.resolve("bin/sessionlog").toString();
    ProcessBuilder builder =
        new ProcessBuilder(launcher, "daemon", "--idle-exit", "1s")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().clear();
    builder.environment().put("JAVA_HOME", JAVA.getParent().getParent().toString());
    builder.environment().put("HOME", dir.toString());
    builder.environment().put("SESSIONLOG_RUN_DIR", dir.resolve("run").toString());

    assertEquals(0, builder.start().waitFor(), () -> read(out));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void exitCodesReachTheShell() throws Exception {
    Run run = run(dir.resolve("out").toFile(), "--config", "/nonexistent", "config");

    assertEquals(new Run(2, "", "sessionlog: /nonexistent: no such file\n"), run);
  }

  @Test
  void aFullDiskUnderTheOutputIsAFailure() throws Exception {
    Run run = run(new File("/dev/full"), "config");

    assertEquals(1, run.exitCode, run::toString);
    assertTrue(run.err.startsWith("sessionlog: cannot write the output: "), run::toString);
    assertEquals(1, run.err.lines().count(), run::toString);
  }

  private Run run(File out, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(JAVA.toString(), "-cp", LIB + "/*", Main.class.getName()));
    command.addAll(List.of(args));
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SESSIONLOG_"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + command);
    }
    String printed = out.isFile() ? Files.readString(out.toPath()) : "";
    return new Run(process.exitValue(), printed, Files.readString(err));
  }
}
