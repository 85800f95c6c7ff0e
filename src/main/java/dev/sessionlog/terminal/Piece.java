package dev.sessionlog.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A copy of some cells of a row, to be put elsewhere.
 *
 * @param cells the characters
 * @param styles their styles, null when all are plain
 * @param marks the combining characters, null when there are none
 * @param union all characters of the row, or-ed
 * @param wide whether the row may have wide ones
 * @param guarded whether the row may have protected ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else has the arrays
record Piece(
    int[] cells,
    long @Nullable [] styles,
    @Nullable String @Nullable [] marks,
    int union,
    boolean wide,
    boolean guarded) {

  /** Makes spaces of the halves of wide characters that were cut at the ends. */
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
