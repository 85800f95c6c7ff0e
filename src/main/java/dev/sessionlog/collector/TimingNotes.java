package dev.sessionlog.collector;

import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timing of bytes: when they came, and how large the terminal was. Entries that cannot be
 * written now are written with the next bytes, so nothing is lost. For the reader's thread.
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

  /** Returns true while an entry could not be written. */
  boolean late() {
    return late;
  }

  /** Sets a new size of the terminal, to be noted before the next bytes. */
  void resized(TerminalSize size) {
    newSize = size;
  }

  /** Writes the entries that precede the next bytes. */
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

  /** Notes the time of the bytes in the typescript. */
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

  /** Reports that another entry could not be written. */
  void failed(IOException e) {
    if (!late) {
      trouble.accept(
          writer.recording().timing() + ": " + e.getMessage() + "; will be written later");
    }
    late = true;
  }
}
