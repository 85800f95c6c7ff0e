package dev.sessionlog.terminal;

/** The state that DECSC saves and DECRC restores. */
record SavedCursor(
    int column, int row, boolean wrapPending, long style, boolean origin, Charsets charsets) {
  /** The state that is restored if nothing was saved. */
  static final SavedCursor HOME = new SavedCursor(0, 0, false, Style.PLAIN, false, Charsets.ASCII);
}
