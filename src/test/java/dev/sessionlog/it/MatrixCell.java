package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.MatrixScene.CollectorIs;
import dev.sessionlog.it.MatrixScene.KeepAliveIs;
import dev.sessionlog.it.MatrixScene.KeeperIs;
import dev.sessionlog.it.MatrixScene.SessionIs;
import java.time.Duration;
import java.util.Locale;

/**
 * What was seen of one session in one kind of trouble.
 *
 * @param waited how long somebody at the terminal waited at the longest
 * @param recorded whether it was; a login in trouble may not be, and then was told so
 * @param lines how many numbered lines it showed, or 0
 * @param linesLost how many of them are not in the typescript
 * @param doubled how many lines or bytes are there twice
 * @param lostUntold how many bytes are missing where no gap tells so
 * @param gap whether there is a gap
 * @param exit what it returned
 * @param exitWanted what it was to return
 * @param status what {@code sessionlog status} said in the trouble
 */
record MatrixCell(
    CollectorIs collector,
    KeeperIs keeper,
    KeepAliveIs keepAlive,
    SessionIs session,
    Duration waited,
    boolean recorded,
    int lines,
    long linesLost,
    long doubled,
    long lostUntold,
    boolean gap,
    int exit,
    int exitWanted,
    String status) {
  static final String HEAD =
      "| collector | keeper | keep-alive process | session | waited | recorded | exit | `status` said |\n"
          + "|---|---|---|---|---|---|---|---|";

  /**
   * A keep-alive process's longest life, and what a stopped collector has; a machine may be busy.
   */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

  /**
   * What script(1) returns when its pipe was written to while nobody held it: it blocks the signal
   * while it runs, and gets it when it has ended all else.
   */
  private static final int SIGPIPE = 128 + 13;

  void assertGood() {
    assertTrue(waited.compareTo(LONGEST_WAIT) <= 0, this::toString);
    assertEquals(0, doubled, this::toString);
    assertEquals(0, lostUntold, this::toString);
    assertTrue(gap || linesLost == 0, this::toString);
    assertTrue(collector != CollectorIs.STOPPED || !status.equals("running"), this::toString);
    assertTrue(exit == exitWanted || (gap && exit == SIGPIPE), this::toString);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.1f s | %s | %d | %s |",
        words(collector),
        words(keeper),
        words(keepAlive),
        words(session),
        waited.toNanos() / 1e9,
        recording(),
        exit,
        status);
  }

  private String recording() {
    if (!recorded) {
      return "no, and told so";
    }
    String text = gap ? "with a gap" : "all";
    if (linesLost > 0) {
      text += ", " + (lines - linesLost) + " of " + lines + " lines";
    }
    return lostUntold + doubled > 0
        ? text + "; **lost untold " + lostUntold + ", doubled " + doubled + "**"
        : text;
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
