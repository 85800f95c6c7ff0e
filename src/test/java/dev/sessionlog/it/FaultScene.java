package dev.sessionlog.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place where things go wrong: an installation, its collector, terminals, and file systems. */
final class FaultScene implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(FaultReport.size(2, 15));

  private final Path root;
  private final Installation installation;
  private final List<WatchedTerminal> terminals = new ArrayList<>();
  private final Deque<Path> mounts = new ArrayDeque<>();
  private Daemon daemon;

  private FaultScene(Path root, Installation installation) {
    this.root = root;
    this.installation = installation;
  }

  static FaultScene in(Path root) throws IOException {
    return in(root, Installation.launcher());
  }

  static FaultScene in(Path root, Path program) throws IOException {
    Installation installation = Installation.in(root, program);
    installation.writeProfiles();
    return new FaultScene(root.toRealPath(), installation);
  }

  Installation installation() {
    return installation;
  }

  Path logDir() {
    return installation.logDir();
  }

  Path root() {
    return root;
  }

  Daemon daemon() {
    return daemon;
  }

  Daemon startDaemon(String... wrapper) throws IOException {
    daemon = Daemon.start(installation, wrapper);
    return daemon;
  }

  Daemon runDaemon(List<String> command) throws IOException {
    daemon = Daemon.run(installation, command);
    return daemon;
  }

  WatchedTerminal login() throws IOException {
    return beginLogin().await("READY> ");
  }

  /** Starts a login and does not wait for it. */
  WatchedTerminal beginLogin() throws IOException {
    WatchedTerminal terminal =
        WatchedTerminal.login(installation, root.resolve("shown-" + terminals.size()));
    terminals.add(terminal);
    return terminal;
  }

  /** Returns the recording of the session whose pipe the terminal's script writes into. */
  Path recordingOf(WatchedTerminal terminal) throws IOException {
    ProcessHandle script =
        scriptOf(terminal)
            .orElseThrow(
                () -> new AssertionError("this terminal is not recorded: " + terminal.tail()));
    return Installation.awaitValue("the pipe of " + script.pid(), () -> recordingOf(script));
  }

  /** Returns the script of the session at a terminal; it is a child of what was the login shell. */
  static Optional<ProcessHandle> scriptOf(WatchedTerminal terminal) {
    return ProcessHandle.of(terminal.pid()).stream()
        .flatMap(ProcessHandle::children)
        .filter(process -> process.info().command().orElse("").endsWith("/script"))
        .findFirst();
  }

  private Optional<Path> recordingOf(ProcessHandle script) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("/proc/" + script.pid() + "/fd"))) {
      for (Path file : files) {
        Path pipe = target(file);
        if (pipe.toString().contains(".fifo")) {
          String id = pipe.getFileName().toString().replaceAll("[.]fifo.*", "");
          return Optional.of(logDir().resolve("sessions").resolve(installation.user()).resolve(id));
        }
      }
    }
    return Optional.empty();
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException gone) {
      return link;
    }
  }

  /** Kills the keep-alive processes of all pipes, and waits until they are gone. */
  void endKeepAlives() {
    List<ProcessHandle> keepAlives = installation.keepAlives();
    keepAlives.forEach(ProcessHandle::destroyForcibly);
    await("the end of the keep-alive processes").until(() -> installation.keepAlives().isEmpty());
  }

  /** Waits until every session is ended and every transcript written. */
  void awaitAllDone() {
    await("the end of all sessions and transcripts")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try (DirectoryStream<Path> links =
                  Files.newDirectoryStream(logDir().resolve("active"))) {
                return !links.iterator().hasNext();
              }
            });
  }

  /** Compares bytes, and the {@code lines} numbered ones of the transcript; both must be exact. */
  Tally assertExact(WatchedTerminal terminal, Path recording, int lines) throws IOException {
    Tally bytes = RecordingCheck.bytes(terminal.shown(), recording);
    assertEquals(0, bytes.lost(), () -> "bytes lost in " + recording + ": " + bytes);
    assertEquals(0, bytes.doubled(), () -> "bytes too many in " + recording + ": " + bytes);
    Tally seen = transcript(recording, lines);
    assertEquals(0, seen.lost(), () -> "lines not in the log: " + seen);
    assertEquals(0, seen.doubled(), () -> "lines twice in the log: " + seen);
    return bytes;
  }

  Tally transcript(Path recording, int lines) throws IOException {
    return RecordingCheck.lines(
        logDir(), installation.user(), recording.getFileName().toString(), lines);
  }

  static String state(Path recording) throws IOException {
    String session = Files.readString(recording.resolve("session.json"));
    return session.replaceAll("(?s).*\"state\" : \"(\\w+)\".*", "$1");
  }

  /** Mounts a file system in memory, or skips the test with what mount(8) says. */
  void mountTmpfs(Path at, String options) throws Exception {
    Files.createDirectories(at);
    Outcome mount = root("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
    assumeTrue(mount.exitsWith(0), () -> "no file system can be mounted here: " + mount.err());
    mounts.push(at);
  }

  /** Mounts an ext4 of {@code megabytes} on a loop device, or skips the test. */
  void mountDisk(Path at, int megabytes) throws Exception {
    mountDisk(at, root.resolve("disk-" + mounts.size() + ".img"), megabytes, "loop", "mkfs.ext4");
  }

  /** Mounts a file system that {@code make} makes in {@code image}, or skips the test. */
  void mountDisk(Path at, Path image, int megabytes, String options, String... make)
      throws Exception {
    Files.createDirectories(at);
    root("truncate", "-s", megabytes + "M", image.toString()).exits(0);
    List<String> command = new ArrayList<>(List.of(make));
    command.addAll(List.of("-q", image.toString()));
    Outcome made = root(command.toArray(String[]::new));
    assumeTrue(made.exitsWith(0), () -> make[0] + " is not installed: " + made.err());
    mountAgain(at, image, options);
    mounts.push(at);
  }

  /** Mounts an image that has a file system, or skips the test. */
  void mountAgain(Path at, Path image, String options) throws IOException {
    Outcome mount = root("mount", "-o", options, image.toString(), at.toString());
    assumeTrue(mount.exitsWith(0), () -> "no loop device can be mounted here: " + mount.err());
  }

  /** Waits until {@code status} says something. */
  void awaitStatus(String text) {
    Installation.awaitValue(
        "a status that says: " + text,
        () ->
            Optional.of(installation.sessionlog("status").out())
                .filter(status -> status.contains(text)));
  }

  /** Does what {@link #endAfterFault} does, and compares all of it. */
  Tally finishAfterFault(WatchedTerminal terminal, Path recording) throws Exception {
    endAfterFault(terminal, recording);
    Tally tally = RecordingCheck.bytes(terminal.shown(), recording);
    assertEquals(0, tally.lost(), tally::toString);
    assertEquals(0, tally.doubled(), tally::toString);
    return tally;
  }

  /** Types until what is typed stands in the typescript, and ends the session. */
  void endAfterFault(WatchedTerminal terminal, Path recording) throws Exception {
    await("the recording to go on")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              terminal.enter("echo after-the-$(echo fault)");
              return Files.readString(recording.resolve("typescript"), ISO_8859_1)
                  .contains("after-the-fault");
            });
    terminal.await("READY> $").enter("exit");
    terminal.awaitExit(LONG);
    awaitAllDone();
    assertEquals("complete", state(recording));
  }

  /** Runs a command of the machine. */
  Outcome root(String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of("/usr/bin/env"));
    line.addAll(List.of(command));
    try {
      return Outcome.of(
          line, root, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C"), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    terminals.forEach(WatchedTerminal::close);
    if (daemon != null) {
      daemon.close();
    }
    installation.close();
    for (Path mount : mounts) {
      root("umount", mount.toString());
      root("umount", "-l", mount.toString());
    }
  }
}
