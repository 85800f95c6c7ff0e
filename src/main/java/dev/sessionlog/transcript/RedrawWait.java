package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the line back that the cursor was on when the screen was erased, until it is known whether
 * the shell writes it anew: then it goes on, and is not given twice.
 */
final class RedrawWait {
  /** What a pending line takes at most, with the lines above it. */
  static final long MOST_BYTES = (long) Character.BYTES * 6 * PendingPrompt.LONGEST;

  private final Terminal terminal;
  private final ScreenLines lines;
  private final LineGiver giver;
  private @Nullable PendingPrompt pending;

  RedrawWait(Terminal terminal, ScreenLines lines, LineGiver giver) {
    this.terminal = terminal;
    this.lines = lines;
    this.giver = giver;
  }

  /** Returns how many bytes of memory are taken. */
  long bytes() {
    PendingPrompt line = pending;
    return line == null ? 0 : line.bytes();
  }

  /** Keeps a line back, unless it is longer than any that is typed: that is given. */
  void begin(int own, int end) {
    String line = lines.text(own, end);
    if (line.length() > PendingPrompt.LONGEST) {
      giver.emit(lines.at(own, end), line);
    } else if (!line.isEmpty()) {
      pending =
          new PendingPrompt(line, lines.at(own, end), lines.above(own, PendingPrompt.LONGEST));
      terminal.reportControls(true);
    }
  }

  /** Looks whether the line was written anew, before a control function. */
  void controlComing() {
    PendingPrompt line = pending;
    if (line == null) {
      return;
    }
    if (isRedrawn(line)) {
      redrawn(line);
    } else if (line.isWaitOver()) {
      giveUp();
    }
  }

  /** Waits no longer: gives the line, unless it was written anew. */
  void giveUp() {
    PendingPrompt line = pending;
    if (line != null) {
      if (isRedrawn(line)) {
        redrawn(line);
      } else {
        drop();
        giver.emit(line.at(), line.text());
      }
    }
  }

  private boolean isRedrawn(PendingPrompt line) {
    if (!line.isBegunBy(lines.cursorLine(line.beginningLength()))) {
      return false;
    }
    int own = lines.start(terminal.primaryCursorRow());
    return line.isRedrawnBy(lines.textAbove(own, PendingPrompt.LONGEST));
  }

  /** Drops the pending line; of a prompt of several lines the upper ones are not given again. */
  private void redrawn(PendingPrompt line) {
    drop();
    int below = lines.start(terminal.primaryCursorRow());
    for (String above : line.above()) {
      int start = lines.start(Math.max(0, below - 1));
      if (below == 0 || !lines.text(start, below - 1).equals(above)) {
        return;
      }
      lines.setNote(start, below - 1, above);
      below = start;
    }
  }

  private void drop() {
    pending = null;
    terminal.reportControls(false);
  }
}
