package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.login.RunDirFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts consecutive failed starts of a collector in a run dir, with the reason of the last one.
 * The service manager restarts it at once, so each waits before it exits, twice as long as the
 * previous one, or until the configuration changes. For one thread.
 */
final class StartFailures {
  private static final String NAME = "start-failure";
  private static final int LARGEST = 1 << 14;
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration FORGOTTEN = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

  private final Path file;

  StartFailures(Path runDir) {
    this.file = runDir.resolve(NAME);
  }

  /** Returns why the last collector could not start; empty if it could. */
  Optional<String> why() {
    String text = text();
    int end = text.indexOf(' ');
    return end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1).strip());
  }

  /** Resets them, because a collector runs. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Counts another one, and returns how long to wait before the next. */
  Duration add(String why) throws IOException {
    int before = lately();
    RunDirFile.replace(file, (before + 1) + " " + why.replace('\n', ' ') + "\n");
    return before == 0
        ? Duration.ZERO
        : Duration.ofSeconds(1L << Math.min(before - 1, MOST_DOUBLINGS));
  }

  /**
   * Waits, unless the configuration is changed meanwhile.
   *
   * @param before its {@linkplain #changes changes} before it was read
   */
  static void await(Duration most, ConfigurationSource configuration, Map<Path, FileTime> before) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < most.toNanos()
        && changes(configuration).equals(before)
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Returns when each file of a configuration was last changed, and the folder of drop-ins. */
  static Map<Path, FileTime> changes(ConfigurationSource configuration) {
    Map<Path, FileTime> changes = new HashMap<>();
    Path folder = configuration.dropInFolder();
    note(configuration.chosenFile(), changes);
    note(folder, changes);
    try (DirectoryStream<Path> dropIns = Files.newDirectoryStream(folder, "*.toml")) {
      dropIns.forEach(dropIn -> note(dropIn, changes));
    } catch (IOException | DirectoryIteratorException none) {
      // A folder that comes later is a change.
    }
    return changes;
  }

  private static void note(Path file, Map<Path, FileTime> changes) {
    try {
      changes.put(file, Files.getLastModifiedTime(file));
    } catch (IOException none) {
      // One that comes later is a change.
    }
  }

  private int lately() {
    try {
      Instant last = Files.getLastModifiedTime(file).toInstant();
      boolean old = Duration.between(last, Instant.now()).abs().compareTo(FORGOTTEN) > 0;
      return old ? 0 : Integer.parseInt(text().split(" ", 2)[0]);
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
  }

  private String text() {
    try {
      return Files.size(file) > LARGEST ? "" : Files.readString(file);
    } catch (IOException none) {
      return "";
    }
  }
}
