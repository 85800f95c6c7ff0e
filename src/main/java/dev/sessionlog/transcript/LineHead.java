package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.TextBuffer;
import org.jspecify.annotations.Nullable;

/** The beginning of a line of which rows have scrolled off while others still stand, or none. */
final class LineHead {
  private final TextBuffer text = new TextBuffer();
  private boolean present;
  private long at;
  private @Nullable String note;
  private boolean lineFed;

  boolean isPresent() {
    return present;
  }

  /** Begins a line with a row that scrolls off. */
  void begin(@Nullable String rowNote) {
    present = true;
    text.clear();
    at = 0;
    note = rowNote;
    lineFed = false;
  }

  /** Adds a row; {@code continued} says that the next one goes on with its text. */
  void append(Row row, boolean continued) {
    at = Math.max(at, row.changedAt());
    lineFed |= row.isLineFed();
    text.append(row, continued ? row.length() : row.trimmedLength());
  }

  /** Says that its line is being given, or is not to be. The text stays until it is forgotten. */
  void drop() {
    present = false;
  }

  /** Forgets the text of a line that was given. */
  void forget() {
    text.clear();
    note = null;
  }

  /** Returns the text; for reading, and for trimming when no more will come. */
  TextBuffer text() {
    return text;
  }

  /** Returns when it changed last. */
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

  /** Returns how many bytes of memory the text and the note take. */
  long bytes() {
    return text.bytes() + (note == null ? 0 : Note.bytes(note));
  }
}
