package dev.sessionlog.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program, used in user mode by one user whose home, run dir and log dir are below a
 * temporary folder. Logins happen on real pseudo-terminals. Closing it ends every process that
 * belongs to it.
 */
final class Installation implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(FaultReport.size(30, 300));

  private final Path root;
  private final Path program;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Terminal> terminals = new ArrayList<>();

  private Installation(Path root, Path program) {
    this.root = root;
    this.program = program;
  }

  static Installation in(Path root) throws IOException {
    return in(root, launcher());
  }

  /**
   * Makes one of another copy of the program.
   *
   * @param program its launcher
   */
  static Installation in(Path root, Path program) throws IOException {
    Installation installation = new Installation(root.toRealPath(), program);
    Files.createDirectories(installation.home());
    Map<String, String> environment = installation.environment;
    environment.put("HOME", installation.home().toString());
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("TERM", "xterm");
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("sessionlog.java.home"));
    environment.put("SESSIONLOG_RUN_DIR", installation.runDir().toString());
    environment.put("XDG_STATE_HOME", installation.root.resolve("state").toString());
    environment.put("XDG_CONFIG_HOME", installation.root.resolve("config").toString());
    return installation;
  }

  static Path launcher() {
    return Path.of(System.getProperty("sessionlog.home"), "bin", "sessionlog");
  }

  /** Returns the launcher of the program. */
  Path program() {
    return program;
  }

  Path home() {
    return root.resolve("home");
  }

  Path runDir() {
    return root.resolve("run");
  }

  Path logDir() {
    return root.resolve("state/sessionlog");
  }

  Map<String, String> environment() {
    return environment;
  }

  String user() {
    return System.getProperty("user.name");
  }

  Path userLog() {
    return logDir().resolve(user() + ".log");
  }

  /** Writes the configuration file. */
  void configure(String... lines) throws IOException {
    Path file = root.resolve("config/sessionlog/sessionlog.toml");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  /**
   * Makes every shell of the user ask for a recording at login, and its prompt be {@code READY>}.
   */
  void writeProfiles() throws IOException {
    String line = "eval \"$(" + program + " init-user)\"";
    Files.write(home().resolve(".profile"), List.of(line, "PS1='READY> '"));
    Files.write(home().resolve(".bash_profile"), List.of(line, "PS1='READY> '"));
    Files.write(home().resolve(".zprofile"), List.of(line));
    Files.write(home().resolve(".zshrc"), List.of("PS1='READY> '"));
    Path fish = root.resolve("config/fish/conf.d");
    Files.createDirectories(fish);
    Files.write(
        fish.resolve("sessionlog.fish"),
        List.of(
            "if status is-login; and status is-interactive",
            "  eval (" + program + " init-user | string collect)",
            "end",
            "set -U fish_greeting",
            "function fish_prompt; echo 'READY> '; end"));
  }

  /**
   * Starts a login shell on a terminal of its own. The collector is started before the first: on a
   * machine that is busy with other things a login would not wait for it.
   */
  Terminal login(String shell) throws IOException {
    startCollector();
    return run(shell, "-l");
  }

  /** Starts a collector, with a keeper as a login starts it, unless there is one. */
  void startCollector() throws IOException {
    if (collector().isPresent()) {
      return;
    }
    Files.createDirectories(runDir());
    ProcessBuilder keeper =
        new ProcessBuilder("/usr/bin/setsid", program.toString(), "--keep-collector")
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    keeper.environment().clear();
    keeper.environment().putAll(environment);
    keeper.start();
    awaitCollector();
  }

  /** Starts a command on a terminal of its own. */
  Terminal run(String... command) throws IOException {
    Terminal terminal = Terminal.start(home(), environment, command);
    terminals.add(terminal);
    return terminal;
  }

  /** Runs the program as a user types it, without a terminal. */
  Outcome sessionlog(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return Outcome.of(command, home(), environment, "");
  }

  /**
   * Runs the program as somebody to whom file permissions apply. Root may read and write
   * everything, and is as any other user without the two capabilities for that.
   */
  Outcome sessionlogWithoutPrivileges(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (user().equals("root")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
      command.addAll(
          List.of("/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return Outcome.of(command, home(), environment, "");
  }

  /** Returns the collector's pid, once it answers logins. */
  long awaitCollector() {
    return awaitValue("a collector", this::collector);
  }

  Optional<Long> collector() throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(runDir().resolve("collector.pid")).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Returns the folders of all recordings, oldest first. */
  List<Path> recordings() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(logDir().resolve("sessions").resolve(user()))) {
      folders.forEach(found::add);
    } catch (NoSuchFileException none) {
      return found;
    }
    found.sort(null);
    return found;
  }

  /** Returns the lines of the user's log, the current file alone; none when there is none. */
  List<String> logLines() throws IOException {
    try {
      return Files.readAllLines(userLog(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /** Waits until nothing is active and every transcript is written. */
  void awaitAllDone() {
    awaitValue(
        "the end of all sessions",
        () -> {
          try (DirectoryStream<Path> links = Files.newDirectoryStream(logDir().resolve("active"))) {
            return links.iterator().hasNext() ? Optional.empty() : Optional.of(true);
          }
        });
  }

  /** Waits for a value; a file that is looked at and is not there yet is waited for, too. */
  static <T> T awaitValue(String what, Callable<Optional<T>> value) {
    return await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .ignoreException(NoSuchFileException.class)
        .until(value, Optional::isPresent)
        .orElseThrow();
  }

  static void kill(long pid, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
  }

  /**
   * Ends terminals first, then the collector with its keeper, then keep-alive processes and
   * whatever else is left, such as a shell that still writes its history: the folder is removed
   * after this.
   */
  @Override
  public void close() throws IOException {
    terminals.forEach(Terminal::close);
    collector().flatMap(ProcessHandle::of).ifPresent(Installation::endWithKeeper);
    for (ProcessHandle keepAlive : keepAlives()) {
      keepAlive.destroyForcibly();
    }
    await("the end of this user's processes")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              List<ProcessHandle> left = ProcessHandle.allProcesses().filter(this::isOurs).toList();
              left.forEach(ProcessHandle::destroyForcibly);
              return left.isEmpty();
            });
  }

  /** A process is this user's when its environment names the user's folders. */
  private boolean isOurs(ProcessHandle process) {
    try {
      byte[] started = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return new String(started, StandardCharsets.ISO_8859_1).contains("=" + root + "/");
    } catch (IOException goneOrAnothers) {
      return false;
    }
  }

  private static void endWithKeeper(ProcessHandle collector) {
    collector.destroy();
    try {
      collector.onExit().get(10, TimeUnit.SECONDS);
    } catch (Exception tooLate) {
      collector.destroyForcibly();
    }
  }

  /** Returns the processes that hold read ends of this installation's pipes. */
  List<ProcessHandle> keepAlives() {
    return ProcessHandle.allProcesses()
        .filter(process -> inputOf(process).startsWith(runDir().resolve("pipes").toString()))
        .toList();
  }

  private static String inputOf(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/fd/0")).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
