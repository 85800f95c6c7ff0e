package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.PlainText;
import dev.sessionlog.terminal.TerminalLimits;
import java.time.Duration;

/**
 * Turns the output of programs to a terminal into the lines of text that a person saw. A line is
 * passed to the sink when the cursor can no longer reach it:
 *
 * <ul>
 *   <li>it scrolls off the top, or the screen is erased; the text before the erase counts;
 *   <li>the session goes quiet; all lines above that of the cursor are passed on. The cursor's line
 *       may be a half-typed prompt, and waits;
 *   <li>a full-screen program switches to the alternate screen, or the session ends.
 * </ul>
 *
 * <p>So a line that is edited or redrawn appears in its last form. Lines come from top to bottom; a
 * line that changes after it was passed on is passed on again. Wrapped rows are joined, up to
 * {@value LineEmitter#MAX_JOINED} characters; longer lines are split. The alternate screen is not
 * text: one line says that a program switched to it, and another that it switched back. Characters
 * that {@link PlainText} replaces, and bytes that are not UTF-8, appear as U+FFFD.
 *
 * <p>The same bytes at the same times give the same lines, however they are split into calls, and
 * whether or not {@link #quiet} is called in between. Memory is bounded, see {@link #MOST_BYTES}.
 * Not thread-safe.
 */
public final class TranscriptRenderer {
  /** The most memory of a renderer in bytes, for any input. */
  public static final long MOST_BYTES = LineEmitter.mostBytes(TerminalLimits.FULL);

  /** The most memory of a renderer after {@link #reduce}, in bytes. */
  public static final long MOST_BYTES_REDUCED = LineEmitter.mostBytes(TerminalLimits.SMALL);

  private final LineEmitter lines;
  private final long quiet;
  private long last;
  private boolean waiting;

  /** Receives the lines of a transcript. */
  public interface LineSink {
    /**
     * Takes a line.
     *
     * @param at when the line got its present text, since the start of the session; an earlier line
     *     may have got its text later
     * @param text the text in the form of a log, see {@link LineText}, without trailing spaces;
     *     empty for a blank line
     */
    void line(Duration at, String text);
  }

  /**
   * Creates a renderer for a terminal of {@code size}.
   *
   * @param quiet the time without output after which the session is quiet; above zero
   */
  public TranscriptRenderer(TerminalSize size, Duration quiet, LineSink sink) {
    if (quiet.isZero() || quiet.isNegative()) {
      throw new IllegalArgumentException("quiet must be above zero: " + quiet);
    }
    this.quiet = nanos(quiet);
    this.lines = new LineEmitter(size, TerminalLimits.FULL, sink);
  }

  /**
   * Returns how many bytes precede the one being processed. During a call of the sink, this does
   * not depend on how the bytes were split.
   */
  long written() {
    return lines.terminal().taken();
  }

  /** Returns the memory used now in bytes, or slightly more. */
  public long footprint() {
    return lines.bytes();
  }

  /**
   * Continues with a small screen of at most {@link #MOST_BYTES_REDUCED}. Lines that do not fit are
   * passed on.
   */
  public void reduce(Duration at) {
    beforeMarker(at);
    lines.setNow(Math.max(last, nanos(at)));
    lines.limit(TerminalLimits.SMALL);
  }

  /** Returns how many combining characters were left out. */
  long leftOut() {
    return lines.terminal().droppedMarks();
  }

  /** Returns the size on which the session is drawn. */
  TerminalSize drawn() {
    return new TerminalSize(lines.terminal().columns(), lines.terminal().rows());
  }

  /**
   * Processes output of the session.
   *
   * @param at when it was written, since the start of the session; an earlier time than in the
   *     previous call is replaced with that one
   */
  public void output(Duration at, byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    advance(at);
    lines.terminal().feed(bytes, offset, length);
    waiting = true;
  }

  /** Changes the size of the terminal; the lines above the cursor are given before. */
  public void resize(Duration at, TerminalSize size) {
    quiet(at); // it may have been quiet for long, and then all this was done already
    long output = last;
    if (waiting && !lines.terminal().isAlternateScreen()) {
      lines.emitAboveCursor();
    }
    advance(at);
    last = output; // a change of size is no output
    lines.terminal().resize(size.columns(), size.rows());
  }

  /** Sets the present time. Has no effect while the session is not quiet. */
  public void quiet(Duration now) {
    if (waiting && nanos(now) - last >= quiet) {
      lines.emitAboveCursor();
      waiting = false;
    }
  }

  /** Passes on the lines above the cursor, before a marker of this time. */
  public void beforeMarker(Duration at) {
    quiet(at);
    if (waiting) {
      lines.emitAboveCursor();
    }
  }

  /** Passes on all remaining lines, because the session ended. */
  public void end(Duration at) {
    advance(at);
    lines.emitRest();
  }

  private void advance(Duration at) {
    quiet(at);
    last = Math.max(last, nanos(at));
    lines.setNow(last);
  }

  private static long nanos(Duration duration) {
    long most = Long.MAX_VALUE / 2;
    return duration.toSeconds() >= most / 1_000_000_000L ? most : Math.max(0, duration.toNanos());
  }
}
