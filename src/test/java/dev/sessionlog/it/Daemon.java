package dev.sessionlog.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A collector that a test starts, kills and starts again, as nobody else does meanwhile. */
final class Daemon implements AutoCloseable {
  private final Installation installation;
  private final Path log;
  private final List<String> command;
  private Process process;
  private long kills;

  private Daemon(Installation installation, List<String> command) throws IOException {
    this.installation = installation;
    this.command = List.copyOf(command);
    this.log = installation.home().resolve("daemon.log");
    Files.createDirectories(installation.runDir());
    this.process = spawn();
  }

  static Daemon start(Installation installation, String... wrapper) throws IOException {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.addAll(List.of(installation.program().toString(), "daemon"));
    return run(installation, command);
  }

  /** Runs a collector by another command than the program's own. */
  static Daemon run(Installation installation, List<String> command) throws IOException {
    Daemon daemon = new Daemon(installation, command);
    installation.awaitCollector();
    return daemon;
  }

  private Process spawn() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(installation.environment());
    return builder.start();
  }

  /** Ends it with SIGKILL, wherever it is. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    kills++;
  }

  long kills() {
    return kills;
  }

  /** Starts it again, without waiting for anything. */
  void restart() throws IOException {
    process = spawn();
  }

  void awaitReady() {
    Installation.awaitValue(
        "the collector", () -> installation.collector().filter(pid -> pid == process.pid()));
  }

  /** Returns true when it answers logins. */
  boolean isReady() throws IOException {
    return installation.collector().filter(pid -> pid == process.pid()).isPresent();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void signal(String name) throws IOException, InterruptedException {
    Installation.kill(process.pid(), name);
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the collector does not end");
    }
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
