package dev.sessionlog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the fault suite saw: a file for each fault in {@code target/faults}, of which {@code
 * scripts/faults} makes {@code docs/faults.md}. Says, too, whether the whole suite is wanted or a
 * shortened one: {@code -Dsessionlog.faults=full}.
 */
public final class FaultReport {
  private static final Path FOLDER = Path.of("target", "faults");

  private FaultReport() {}

  /** Returns true when the sizes are those of the whole suite. */
  public static boolean full() {
    return "full".equals(System.getProperty("sessionlog.faults"));
  }

  /** Returns the one or the other, as the whole suite is wanted or not. */
  public static int size(int shortened, int whole) {
    return full() ? whole : shortened;
  }

  /**
   * Keeps a row of the report.
   *
   * @param fault its number in the suite, with a letter where it has several parts
   * @param done what was done, and how much
   * @param times how often
   * @param seen what else was seen
   */
  public static void row(
      String fault, String done, long times, Tally tally, Duration longestWait, String seen)
      throws IOException {
    Files.createDirectories(FOLDER);
    String wait =
        longestWait.isZero()
            ? "–"
            : String.format(Locale.ROOT, "%.2f s", longestWait.toNanos() / 1e9);
    Files.writeString(
        FOLDER.resolve(fault + ".row"),
        String.join(
                " | ",
                List.of(
                    "| " + fault,
                    done,
                    Long.toString(times),
                    Long.toString(tally.lost()),
                    Long.toString(tally.doubled()),
                    wait,
                    seen))
            + " |\n");
  }

  /**
   * What became of bytes.
   *
   * @param compared how many were looked at
   * @param lost how many are missing without a gap that says so
   * @param doubled how many are there twice
   * @param inGaps how many are missing, and recorded as missing
   */
  public record Tally(long compared, long lost, long doubled, long inGaps) {
    /** Nothing looked at. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    /** Returns the sum of both. */
    public Tally plus(Tally other) {
      return new Tally(
          compared + other.compared,
          lost + other.lost,
          doubled + other.doubled,
          inGaps + other.inGaps);
    }

    /** Returns true when what is missing is known to be missing, and nothing is there twice. */
    public boolean exact() {
      return lost == 0 && doubled == 0;
    }
  }
}
