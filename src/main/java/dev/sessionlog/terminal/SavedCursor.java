package dev.sessionlog.terminal;

/** What DECSC saves and DECRC restores. */
record SavedCursor(
    int column,
    int row,
    boolean wrapPending,
    long style,
    boolean origin,
    Charset g0,
    Charset g1,
    boolean shiftedOut) {
  /** What is restored when nothing was saved. */
  static final SavedCursor HOME =
      new SavedCursor(0, 0, false, Style.PLAIN, false, Charset.ASCII, Charset.ASCII, false);
}
