package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a line of which some rows have scrolled off while others are still on the
 * screen; may be empty.
 */
final class LineHead {
  private final TextBuffer text = new TextBuffer();
  private boolean present;
  private long at;
  private @Nullable String note;
  private boolean lineFed;

  boolean isPresent() {
    return present;
  }

  /** Starts a line with a row that scrolls off. */
  void begin(@Nullable String rowNote) {
    present = true;
    text.clear();
    at = 0;
    note = rowNote;
    lineFed = false;
  }

  /** Adds a row; {@code continued} is true if the next row continues its text. */
  void append(Row row, boolean continued) {
    at = Math.max(at, row.changedAt());
    lineFed |= row.isLineFed();
    text.append(row, continued ? row.length() : row.trimmedLength());
  }

  /** Marks the line as passed on or dropped. The text stays until it is cleared. */
  void drop() {
    present = false;
  }

  /** Clears the text of a line that was passed on. */
  void forget() {
    text.clear();
    note = null;
  }

  /** Returns the text, for reading, or for trimming if it is complete. */
  TextBuffer text() {
    return text;
  }

  /** Returns the time of the last change. */
  long at() {
    return at;
  }

  /** Returns the note of its first row. */
  @Nullable String note() {
    return note;
  }

  boolean isLineFed() {
    return lineFed;
  }

  /** Returns the memory of the text and the note, in bytes. */
  long bytes() {
    return text.bytes() + (note == null ? 0 : Note.bytes(note));
  }
}
