package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.transcript.TranscriptRenderer.LineSink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes lines to the sink, including the blank ones between them. */
final class LineGiver {
  private static final String LEFT_OUT =
      "-- too many combining characters: further ones are left out, the recording has them";

  private final LineSink sink;
  private final Terminal terminal;

  /** Blank rows that the cursor passed over, which count if there is text on both sides. */
  private int gap;

  private boolean textAbove;
  private boolean leftOutSaid;
  private long durationNanos;
  private Duration duration = Duration.ZERO;

  LineGiver(LineSink sink, Terminal terminal) {
    this.sink = sink;
    this.terminal = terminal;
  }

  /** Called when a blank row is passed over. */
  void passOver() {
    gap++;
  }

  /** Called to count a row that was passed over later. */
  void takeBack() {
    gap = Math.max(0, gap - 1);
  }

  /** Called when the screen is blank, so that nothing is above the next line. */
  void beginScreen() {
    gap = 0;
    textAbove = false;
  }

  /**
   * Passes a line on, unless it is as it was passed on before.
   *
   * @param note the note of the previous text; null if there is none
   * @return the new note
   */
  @Nullable String give(long at, String line, @Nullable String note, boolean lineFed) {
    if (line.isEmpty()) {
      if (note != null || !lineFed) {
        return note;
      }
      sink.line(duration(at), "");
      return "";
    }
    if (note == null || !Note.isOf(line, note)) {
      emit(at, line);
    }
    return line;
  }

  /** Passes on a line of the screen, which is never a marker, whatever it begins with. */
  void emit(long at, String line) {
    say(at, LineText.ofScreen(line).logged());
  }

  void say(long at, String line) {
    for (; gap > 0; gap--) {
      if (textAbove) {
        sink.line(duration(at), "");
      }
    }
    textAbove = true;
    sayWhatIsLeftOut(at);
    sink.line(duration(at), line);
  }

  private void sayWhatIsLeftOut(long at) {
    if (!leftOutSaid && terminal.droppedMarks() > 0) {
      leftOutSaid = true;
      sink.line(duration(at), LEFT_OUT);
    }
  }

  private Duration duration(long nanos) {
    if (nanos != durationNanos) {
      durationNanos = nanos;
      duration = Duration.ofNanos(nanos);
    }
    return duration;
  }
}
