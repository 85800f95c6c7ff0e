package dev.sessionlog.terminal;

/** A rectangle of cells; rows and columns count from 0, and the last ones are included. */
record Rectangle(int top, int left, int bottom, int right) {
  boolean isEmpty() {
    return bottom < top || right < left;
  }

  int rows() {
    return bottom - top + 1;
  }

  int columns() {
    return right - left + 1;
  }
}
