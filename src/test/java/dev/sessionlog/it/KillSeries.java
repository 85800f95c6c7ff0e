package dev.sessionlog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A collector that is killed again and again: two times of three soon after it is up, when it works
 * on what waited, else at any instant from its start on, so that recovery is hit as well. Counts
 * what the kills hit, and for how long no collector was up.
 */
final class KillSeries {
  /** When it kills, in words. */
  static final String INSTANTS =
      "two times of three within 0.5 s after it is up, else within 1.5 s after its start";

  private static final int UP_MILLIS = 500;
  private static final int START_MILLIS = 1500;

  private final Daemon daemon;
  private final List<Path> recordings;
  private final Random random = new Random(System.nanoTime());
  private int kills;
  private int whileUp;
  private int whileDraining;
  private long sizeAtStart;
  private boolean up = true;
  private long downSince;
  private long longestDown;
  private long totalDown;

  /** Creates a series for a collector that is up. */
  KillSeries(Daemon daemon, List<Path> recordings) throws IOException {
    this.daemon = daemon;
    this.recordings = List.copyOf(recordings);
    this.sizeAtStart = size();
  }

  /** Kills the collector. */
  void kill() throws Exception {
    if (kills % 3 == 2) {
      waitUpTo(START_MILLIS);
    } else {
      awaitUp();
      waitUpTo(UP_MILLIS);
    }
    if (!up && daemon.isReady()) {
      nowUp();
    }
    daemon.kill();
    kills++;
    whileUp += up ? 1 : 0;
    whileDraining += size() > sizeAtStart ? 1 : 0;
    if (up) {
      downSince = System.nanoTime();
      up = false;
    }
  }

  /** Leaves it dead for some time, and starts it again. */
  void restart(int mostMillisDead) throws Exception {
    waitUpTo(mostMillisDead);
    sizeAtStart = size();
    daemon.restart();
  }

  /** Waits until the last collector is up. */
  void end() {
    awaitUp();
  }

  private void awaitUp() {
    daemon.awaitReady();
    if (!up) {
      nowUp();
    }
  }

  private void nowUp() {
    up = true;
    long down = System.nanoTime() - downSince;
    longestDown = Math.max(longestDown, down);
    totalDown += down;
  }

  /** An instant that is no condition's: kills are to hit whatever goes on then. */
  private void waitUpTo(int millis) throws InterruptedException {
    Thread.sleep(random.nextInt(millis));
  }

  private long size() throws IOException {
    long size = 0;
    for (Path recording : recordings) {
      size += Files.size(recording.resolve("typescript"));
    }
    return size;
  }

  int kills() {
    return kills;
  }

  /** Returns how many hit a collector that was up. */
  int whileUp() {
    return whileUp;
  }

  /** Returns how many hit a collector that had put bytes into a typescript since its start. */
  int whileDraining() {
    return whileDraining;
  }

  /** Returns the longest time in which no collector was up. */
  Duration longestDown() {
    return Duration.ofNanos(longestDown);
  }

  /** Returns the time in which no collector was up. */
  Duration totalDown() {
    return Duration.ofNanos(totalDown);
  }

  @Override
  public String toString() {
    return summary(whileUp, whileDraining, longestDown(), totalDown());
  }

  /** Says what one series saw, or several together. */
  static String summary(long whileUp, long whileDraining, Duration longest, Duration total) {
    return String.format(
        Locale.ROOT,
        "%d of the kills hit a collector that was up, %d one that had drained bytes since its start;"
            + " no collector was up for %.2f s at the longest, %.2f s from a kill on the average",
        whileUp,
        whileDraining,
        longest.toMillis() / 1e3,
        total.toMillis() / 1e3 / Math.max(1, whileUp));
  }
}
