package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.SettingsText;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.unix.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the process that writes transcripts: as its own user without privileges, in its own
 * session so that no signals of a terminal reach it, and with a minimal environment.
 *
 * @param configuration the configuration of the logs
 * @param runDir the run dir with its configuration and pid
 * @param account the account that it runs as; empty for root
 * @param group the group that may read recordings
 */
record Transcribing(
    Configuration configuration, RunDir runDir, Optional<Account> account, long group)
    implements TranscriberProgram {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int LEFTOVER_LOOKS = 20;
  private static final long LEFTOVER_NANOS = 100_000_000;
  private static final int SETGID = 6;
  private static final int SETUID = 7;
  private static final int SETPCAP = 8;
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:ErrorFile=/dev/stderr",
          // Compiled once, and not again as a part of each of their callers.
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=dontinline,dev.sessionlog.terminal.Terminal::feed",
          "-XX:CompileCommand=dontinline,dev.sessionlog.userlog.UserLogs::append",
          // What its compiler no longer needs goes back to the kernel, on JDKs that can.
          "-XX:TrimNativeHeapInterval=10000",
          "-Xms8m",
          "-Xmx384m",
          "-Xss512k");

  /** Returns why this process cannot start another as a different user; empty if it can. */
  static Optional<String> obstacle() {
    return has(SETUID) && has(SETGID)
        ? Optional.empty()
        : Optional.of("CAP_SETUID and CAP_SETGID are missing");
  }

  private static boolean has(int capability) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("CapEff:")) {
          return (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> capability & 1) != 0;
        }
      }
    } catch (IOException | NumberFormatException unknown) {
      return false;
    }
    return false;
  }

  @Override
  public String user() {
    return account.map(Account::name).orElse("root");
  }

  private Path pidFile() {
    return runDir.path().resolve("transcriber.pid");
  }

  @Override
  public void started(long pid) throws IOException {
    RunDirFile.replace(pidFile(), pid + "\n");
  }

  /**
   * An earlier collector may have died while it was stopped or stuck; otherwise it ends by itself.
   */
  @Override
  public void endLeftover() {
    try {
      long pid = Long.parseLong(Files.readString(pidFile()).strip());
      Path cmdline = Path.of("/proc/" + pid + "/cmdline");
      for (int i = 0; i < LEFTOVER_LOOKS && isTranscriber(cmdline); i++) {
        LockSupport.parkNanos(LEFTOVER_NANOS);
      }
      if (isTranscriber(cmdline)) {
        kill(pid);
      }
    } catch (IOException | NumberFormatException none) {
      return;
    }
  }

  /** Run as its own user, so that this process needs no right to signal others. */
  @Override
  public void kill(long pid) {
    List<String> command = new ArrayList<>();
    account.ifPresent(
        user ->
            command.addAll(
                List.of(
                    "/usr/bin/setpriv",
                    "--reuid=" + user.uid(),
                    "--regid=" + user.gid(),
                    "--clear-groups")));
    command.addAll(List.of("/bin/kill", "-KILL", Long.toString(pid)));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isTranscriber(Path cmdline) {
    try {
      return Files.readString(cmdline, StandardCharsets.ISO_8859_1).contains("\0--transcriber\0");
    } catch (IOException gone) {
      return false;
    }
  }

  private Path configurationFile() {
    return runDir.transcriberConfiguration();
  }

  /** Writes the configuration in force to a file that the process can read. */
  @Override
  public void provide() throws IOException {
    RunDirFile.replace(configurationFile(), text(configuration), OptionalLong.of(group));
  }

  /** Returns a configuration as a file that says all of it. */
  static String text(Configuration configuration) {
    return SettingsText.of(configuration.settings());
  }

  /**
   * Returns the command.
   *
   * @param afterDeath true if the previous process crashed
   */
  @Override
  public List<String> command(boolean afterDeath) {
    List<String> command = unprivileged(account, group);
    command.addAll(
        OwnProgram.command(
            JVM_OPTIONS,
            "daemon",
            "--transcriber",
            "--system",
            "--config",
            configurationFile().toString()));
    if (afterDeath) {
      command.add("--after-death");
    }
    return command;
  }

  /**
   * Returns the words before a command that is to have no power of root's.
   *
   * @param account as whom it is to run; empty for root
   * @param group the group that may read recordings
   */
  static List<String> unprivileged(Optional<Account> account, long group) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/setsid", "/usr/bin/setpriv"));
    account.ifPresent(
        user ->
            command.addAll(
                List.of("--reuid=" + user.uid(), "--regid=" + user.gid(), "--groups=" + group)));
    command.addAll(List.of("--no-new-privs", "--inh-caps=-all"));
    if (has(SETPCAP)) {
      command.add("--bounding-set=-all");
    }
    return command;
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("MALLOC_ARENA_MAX", "2");
    for (String inherited : List.of("TZ", "JOURNAL_STREAM")) {
      String value = System.getenv(inherited);
      if (value != null) {
        environment.put(inherited, value);
      }
    }
    return environment;
  }
}
