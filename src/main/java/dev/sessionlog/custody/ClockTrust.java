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
 * Decides whether the wall clock can be trusted, before anything is removed for its age. {@code
 * audit/clock} in the log dir keeps the last readings. A clock that jumped by more than a day, or
 * by more than a week while the machine was off, is trusted again after a day. If that file is
 * missing or unreadable, the clock is trusted. Thread-safe.
 */
public final class ClockTrust {
  /** The message when nothing is removed because of this. */
  public static final String DOUBT =
      "the clock jumped, and is not trusted until it has run for a day: nothing is removed for its"
          + " age until then";

  private static final int LARGEST = 1 << 14;

  private final Path logDir;
  private final Path file;

  /** Creates it for the log dir {@code logDir}. */
  public ClockTrust(Path logDir) {
    this.logDir = logDir;
    this.file = logDir.resolve("audit").resolve("clock");
  }

  /** Returns true if {@code clock} can be trusted now; changes nothing. */
  public boolean believes(InstantSource clock) {
    try {
      return ClockHistory.parse(StoreFiles.text(file, LARGEST)).believes(ClockReading.of(clock));
    } catch (IOException | RuntimeException unknown) {
      return true;
    }
  }

  /** Returns the same, and saves the reading; to be called regularly. */
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
   * Returns a function from a time that the clock showed to the true time, which is later if the
   * clock was wrong.
   */
  public UnaryOperator<Instant> truly() {
    try {
      return ClockHistory.parse(StoreFiles.text(file, LARGEST))::truly;
    } catch (IOException | RuntimeException unknown) {
      return UnaryOperator.identity();
    }
  }
}
