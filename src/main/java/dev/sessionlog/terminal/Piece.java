package dev.sessionlog.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A copy of some cells of a row, for insertion elsewhere.
 *
 * @param cells the characters
 * @param styles their styles, null if all are default
 * @param marks the combining characters, null if there are none
 * @param union all characters of the row, or-ed
 * @param wide true if the row may have wide ones
 * @param guarded true if the row may have protected ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else has the arrays
record Piece(
    int[] cells,
    long @Nullable [] styles,
    @Nullable String @Nullable [] marks,
    int union,
    boolean wide,
    boolean guarded) {

  /** Replaces halves of wide characters cut at the ends with spaces. */
  Piece mended(boolean cutAtEnd) {
    int last = cells.length - 1;
    if (last >= 0 && cells[0] == Row.TAIL) {
      cells[0] = ' ';
    }
    if (last >= 0 && cutAtEnd) {
      cells[last] = ' ';
      if (marks != null) {
        marks[last] = null;
      }
    }
    return this;
  }
}
