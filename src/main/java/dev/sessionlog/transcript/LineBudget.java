package dev.sessionlog.transcript;

import dev.sessionlog.transcript.TranscriptRenderer.LineSink;
import java.time.Duration;

/**
 * Limits the lines of a session in proportion to its output, because a few bytes can change a
 * screen full of text again and again, and every change produces its lines again. A line costs its
 * bytes and {@value #LINE} for its prefix. A session may spend {@value #START}, and {@value
 * #PER_BYTE} for each byte of output. Lines above the budget are left out, with a line that tells
 * how many, until {@value #ENOUGH} is available again. Normal programs stay far below the limit: a
 * line that appears once costs what it took to write, and an empty one {@value #LINE} for its line
 * feed.
 *
 * <p>The result depends only on the bytes written and the previous lines, so the same output gives
 * the same lines. Not thread-safe.
 */
final class LineBudget {
  /** The budget for each byte of output. */
  static final int PER_BYTE = 128;

  /** The budget before any output. */
  static final int START = 1 << 20;

  /** The cost of a line besides its text: the length of the usual prefix. */
  static final int LINE = 80;

  private static final int ENOUGH = 1 << 16;

  private final LineSink sink;
  private long spent;
  private long linesLeftOut;
  private long charactersLeftOut;

  LineBudget(LineSink sink) {
    this.sink = sink;
  }

  /**
   * Passes a line on, or leaves it out.
   *
   * @param written how many bytes were written so far
   */
  void line(long written, Duration at, String text) {
    long left = START + PER_BYTE * written - spent;
    long cost = LINE + bytes(text);
    if (cost > left || (linesLeftOut > 0 && left < ENOUGH + cost)) {
      linesLeftOut++;
      charactersLeftOut += text.length();
      return;
    }
    sayWhatIsLeftOut(at);
    spent += cost;
    sink.line(at, text);
  }

  /** Reports what was left out since the last report; to be called at the end. */
  void sayWhatIsLeftOut(Duration at) {
    if (linesLeftOut > 0) {
      String said =
          "-- left out: "
              + linesLeftOut
              + " lines with "
              + charactersLeftOut
              + " characters, more than "
              + PER_BYTE
              + " for each byte that was written; the recording has them";
      linesLeftOut = 0;
      charactersLeftOut = 0;
      spent += LINE + said.length();
      sink.line(at, said);
    }
  }

  /** Returns the length of a text in UTF-8. */
  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A pair of surrogates takes four bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
