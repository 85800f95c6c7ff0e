package dev.sessionlog.transcript;

import dev.sessionlog.transcript.TranscriptRenderer.LineSink;
import java.time.Duration;

/**
 * Holds the lines of a session to what was written to its terminal: few bytes can change a screen
 * full of text again and again, and each time it is given anew. A line costs its bytes and {@value
 * #LINE} for what stands before it; a session may spend {@value #START} and {@value #PER_BYTE} for
 * each byte that was written. What goes over that is left out, with a line that says how much,
 * until there is {@value #ENOUGH} to spend again. Programs that people use stay far below: a line
 * that stands once costs what it took to write, and an empty one {@value #LINE} for its line feed.
 *
 * <p>It depends on nothing but the bytes written and the lines before: the same output gives the
 * same lines. Not safe for use by several threads.
 */
final class LineBudget {
  /** What may be spent for each byte that was written. */
  static final int PER_BYTE = 128;

  /** What may be spent before anything was written. */
  static final int START = 1 << 20;

  /** What a line costs beside its text: as much as the usual pattern puts before it. */
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
   * Gives a line, or leaves it out.
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

  /** Says what was left out since this was said last; to be called at the end. */
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

  /** Returns how many bytes a text takes in UTF-8. */
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
