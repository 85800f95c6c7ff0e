package dev.sessionlog.it;

import dev.sessionlog.cli.OneProcess;
import dev.sessionlog.collector.Collector;
import dev.sessionlog.collector.SessionClock;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.SystemPaths;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A collector whose wall clock is wrong by as many seconds as a file says at the moment. To be run
 * as a process of its own, so that it can be killed.
 */
final class ShiftedCollector {
  private ShiftedCollector() {}

  /** Returns the command that runs it. */
  static List<String> command(Path shift) {
    String classes = System.getProperty("surefire.test.class.path");
    return List.of(
        System.getProperty("sessionlog.java.home") + "/bin/java",
        "-Xmx256m",
        "-cp",
        // The packaged program comes first: its native library lies beside its jars.
        System.getProperty("sessionlog.home")
            + "/lib/*:"
            + (classes == null ? System.getProperty("java.class.path") : classes),
        ShiftedCollector.class.getName(),
        shift.toString());
  }

  /** Sets how many seconds the clock is ahead from now on. */
  static void shift(Path shift, long seconds) throws IOException {
    RunDirFile.replace(shift, Long.toString(seconds));
  }

  public static void main(String[] args) throws Exception {
    Path shift = Path.of(args[0]);
    Unix unix = Unix.load();
    Path none = Path.of("/nonexistent");
    Configuration configuration =
        Configuration.load(
            ConfigurationSource.of(
                System.getenv(),
                unix.uid(),
                Path.of(System.getenv("HOME")),
                new SystemPaths(none, none, none, none)));
    SessionClock system = SessionClock.system();
    SessionClock clock =
        new SessionClock(() -> shifted(system, shift), system.nanos(), system.bootId());
    RunDir runDir = new RunDir(Path.of(System.getenv("SESSIONLOG_RUN_DIR")));
    Collector collector =
        Collector.start(
            configuration,
            runDir,
            unix,
            clock,
            (settings, clocks, trouble) -> OneProcess.start(settings, clocks, trouble, unix.uid()));
    Runtime.getRuntime().addShutdownHook(new Thread(collector::stop, "shutdown"));
    collector.awaitEnd();
    collector.stop();
  }

  private static Instant shifted(SessionClock clock, Path shift) {
    try {
      return clock.wall().instant().plusSeconds(Long.parseLong(Files.readString(shift).strip()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
