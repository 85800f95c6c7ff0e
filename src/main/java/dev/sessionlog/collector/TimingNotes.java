package dev.sessionlog.collector;

import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of bytes beside them: when they came, how large the terminal was. What cannot be
 * noted now is noted with the next bytes: nothing is lost by it. For the reader's thread.
 */
final class TimingNotes {
  private final RecordingWriter writer;
  private final Consumer<String> trouble;
  private boolean late;
  private @Nullable TerminalSize newSize;

  TimingNotes(RecordingWriter writer, Consumer<String> trouble) {
    this.writer = writer;
    this.trouble = trouble;
  }

  /** Returns true while something could not be noted. */
  boolean late() {
    return late;
  }

  /** Takes a new size of the terminal, to be noted before the bytes that come next. */
  void resized(TerminalSize size) {
    newSize = size;
  }

  /** Notes what comes before the next bytes. */
  void before(LongSupplier clock) {
    TerminalSize size = newSize;
    if (size == null) {
      return;
    }
    try {
      writer.arrived(clock.getAsLong());
      writer.resized(size, clock);
      newSize = null;
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Notes when the bytes came that are in the typescript. */
  void arrived(long now) {
    try {
      writer.arrived(now);
      late = false;
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Notes that a limit was reached. */
  void limit(String which) {
    try {
      writer.marker("limit: " + which);
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Says that something else could not be noted. */
  void failed(IOException e) {
    if (!late) {
      trouble.accept(
          writer.recording().timing() + ": " + e.getMessage() + "; will be written later");
    }
    late = true;
  }
}
