package dev.sessionlog.custody;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * Tells whether the wall clock can be believed, before anything is removed for its age: {@code
 * audit/clock} in the log dir keeps what the clocks said when last looked at. A clock that jumped,
 * by more than a day, or by more than a week while the machine was off, is believed after a day.
 * Without that file, or where it cannot be read, it is believed. Thread-safe.
 */
public final class ClockTrust {
  /** What to say when something stays for that. */
  public static final String DOUBT =
      "the clock jumped, and is not believed until it has gone on for a day: nothing goes for its"
          + " age meanwhile";

  private static final int LARGEST = 1 << 14;

  private final Path logDir;
  private final Path file;

  /** Creates the judge of the log dir {@code logDir}. */
  public ClockTrust(Path logDir) {
    this.logDir = logDir;
    this.file = logDir.resolve("audit").resolve("clock");
  }

  /** Returns whether {@code clock} can be believed now; changes nothing. */
  public boolean believes(InstantSource clock) {
    try {
      return ClockHistory.parse(StoreFiles.text(file, LARGEST)).believes(ClockReading.of(clock));
    } catch (IOException | RuntimeException unknown) {
      return true;
    }
  }

  /** Returns the same, and keeps what the clocks said; to be called from time to time. */
  public boolean observe(InstantSource clock) throws IOException {
    ClockReading now = ClockReading.of(clock);
    ClockHistory next;
    try {
      next = ClockHistory.parse(StoreFiles.text(file, LARGEST)).after(now);
    } catch (IOException | RuntimeException unknown) {
      next = ClockHistory.begin(now);
    }
    StoreFiles.makeFolder(logDir, file.getParent());
    DurableFile.replaceSoon(file, next.text().getBytes(StandardCharsets.UTF_8));
    return next.doubted().isEmpty();
  }

  /**
   * Returns what tells when it was that a clock said a time: then, or later where the clock was
   * wrong.
   */
  public UnaryOperator<Instant> truly() {
    try {
      return ClockHistory.parse(StoreFiles.text(file, LARGEST))::truly;
    } catch (IOException | RuntimeException unknown) {
      return UnaryOperator.identity();
    }
  }
}
