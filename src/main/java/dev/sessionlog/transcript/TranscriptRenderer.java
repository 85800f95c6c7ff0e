package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.PlainText;
import dev.sessionlog.terminal.TerminalLimits;
import java.time.Duration;

/**
 * Makes lines of text out of what programs wrote to a terminal: those that a person saw. A line is
 * given to the sink when it leaves the cursor's reach:
 *
 * <ul>
 *   <li>it scrolls off the top, or the screen is erased: what stood there before the erase counts;
 *   <li>the session goes quiet: all lines above the one that the cursor is on. That one may be a
 *       prompt, half-typed, and waits;
 *   <li>a full-screen program takes the screen, or the session ends.
 * </ul>
 *
 * <p>So a line that is edited, or drawn again and again, appears as it was last. Lines come from
 * top to bottom; one that was given and then changed is given again as it is then. Rows that the
 * margin broke are joined, up to {@value LineEmitter#MAX_JOINED} characters; longer lines come in
 * pieces. What is drawn on the alternate screen is not text: one line says that a program took it,
 * and one that it gave it back. No line holds a character that {@link PlainText} replaces; U+FFFD
 * stands in the place of these, as of bytes that are not UTF-8.
 *
 * <p>The same bytes at the same times give the same lines, however they are cut into calls, and
 * whether or not {@link #quiet} is called in between. What is kept is bounded, see {@link
 * #MOST_BYTES}. Not safe for use by several threads.
 */
public final class TranscriptRenderer {
  /** How many bytes of memory a renderer keeps at most, whatever it is given. */
  public static final long MOST_BYTES = LineEmitter.mostBytes(TerminalLimits.FULL);

  /** How many bytes of memory a renderer keeps at most after {@link #reduce}. */
  public static final long MOST_BYTES_REDUCED = LineEmitter.mostBytes(TerminalLimits.SMALL);

  private final LineEmitter lines;
  private final long quiet;
  private long last;
  private boolean waiting;

  /** Takes the lines of a transcript. */
  public interface LineSink {
    /**
     * Takes a line.
     *
     * @param at when it came to stand as it is, since the start of the session; an earlier line may
     *     have come to stand later
     * @param text the text as it stands in a log, see {@link LineText}, without trailing spaces;
     *     empty for a blank line
     */
    void line(Duration at, String text);
  }

  /**
   * Makes a renderer for a terminal of {@code size}.
   *
   * @param quiet how long there must be no output for the session to be quiet; above zero
   */
  public TranscriptRenderer(TerminalSize size, Duration quiet, LineSink sink) {
    if (quiet.isZero() || quiet.isNegative()) {
      throw new IllegalArgumentException("quiet must be above zero: " + quiet);
    }
    this.quiet = nanos(quiet);
    this.lines = new LineEmitter(size, TerminalLimits.FULL, sink);
  }

  /**
   * Returns how many bytes were written before the one that is being obeyed: the same when the sink
   * is called, however they came in pieces.
   */
  long written() {
    return lines.terminal().taken();
  }

  /** Returns how many bytes of memory are kept now, at most a little more than there are. */
  public long footprint() {
    return lines.bytes();
  }

  /**
   * Goes on with a small screen, which keeps at most {@link #MOST_BYTES_REDUCED}. The lines that it
   * has no room for are given.
   */
  public void reduce(Duration at) {
    beforeMarker(at);
    lines.setNow(Math.max(last, nanos(at)));
    lines.limit(TerminalLimits.SMALL);
  }

  /** Returns how many combining characters there was no room for. */
  long leftOut() {
    return lines.terminal().droppedMarks();
  }

  /** Returns the size on which the session is drawn. */
  TerminalSize drawn() {
    return new TerminalSize(lines.terminal().columns(), lines.terminal().rows());
  }

  /**
   * Takes output of the session.
   *
   * @param at when it was written, since the start of the session; taken for the time of the call
   *     before when it is less
   */
  public void output(Duration at, byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    advance(at);
    lines.terminal().feed(bytes, offset, length);
    waiting = true;
  }

  /** Takes another size of the terminal; the lines above the cursor are given before. */
  public void resize(Duration at, TerminalSize size) {
    long output = last;
    if (waiting && !lines.terminal().isAlternateScreen()) {
      lines.emitAboveCursor();
    }
    advance(at);
    last = output; // a change of size is no output
    lines.terminal().resize(size.columns(), size.rows());
  }

  /** Says that it is {@code now}. Without effect while the session is not quiet. */
  public void quiet(Duration now) {
    if (waiting && nanos(now) - last >= quiet) {
      lines.emitAboveCursor();
      waiting = false;
    }
  }

  /** Gives the lines above the cursor, for something else is to be told of this time. */
  public void beforeMarker(Duration at) {
    quiet(at);
    if (waiting) {
      lines.emitAboveCursor();
    }
  }

  /** Gives all lines that are left: the session ended. */
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
