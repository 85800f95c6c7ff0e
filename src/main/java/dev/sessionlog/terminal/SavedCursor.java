package dev.sessionlog.terminal;

/** What DECSC saves and DECRC restores. */
record SavedCursor(
    int column, int row, boolean wrapPending, long style, boolean origin, Charsets charsets) {
  /** What is restored when nothing was saved. */
  static final SavedCursor HOME = new SavedCursor(0, 0, false, Style.PLAIN, false, Charsets.ASCII);
}
