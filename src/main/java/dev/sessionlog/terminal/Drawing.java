package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Origin;

/**
 * Distinguishes, on the primary screen, text that is written as a shell does from text that is
 * drawn by placing the cursor by row number. Rows that the cursor leaves are marked if they were
 * written line by line on a screen without drawings, or if the cursor waited after their text, as
 * after a typed command. The listener is called before such a row is overwritten, except if styles
 * are kept, because then only the screen matters, not its text.
 */
final class Drawing {
  /** The number of blank cells after typed text that separate it from a right prompt. */
  private static final int GAP = 4;

  private final Screen screen;

  /** True if nothing was written since the whole screen was erased. */
  private boolean blank = true;

  /** True if the screen was erased after the cursor was placed, because a page may be coming. */
  private boolean cleared;

  /** True if the cursor was placed since the screen was blank. */
  private boolean drawn;

  /** True if the present writing started where the cursor was placed. */
  private boolean drawing;

  /** True if the cursor waited after the row's text before CR moved it to the left. */
  private boolean waited;

  /** The number of rows scrolled since the cursor was placed. */
  private int scrolled;

  Drawing(Screen screen) {
    this.screen = screen;
  }

  Drawing copy(Screen newScreen) {
    Drawing copy = new Drawing(newScreen);
    copy.blank = blank;
    copy.cleared = cleared;
    copy.drawn = drawn;
    copy.drawing = drawing;
    copy.waited = waited;
    copy.scrolled = scrolled;
    return copy;
  }

  /** Called before the cursor is placed by row number. */
  void placing(int target) {
    if (target != screen.cursor.row() || !drawn) {
      leaving();
    }
    cleared |= blank;
    drawn |= !blank;
    drawing = true;
    scrolled = 0;
  }

  /** Called before the cursor leaves its row; marks the row and those that it continues. */
  void leaving() {
    boolean marked = !screen.isAlternate() && !screen.isStyled() && (!drawn || waited || waits());
    waited = false;
    if (!marked || screen.cursor.line().isBlank()) {
      return;
    }
    Origin origin = drawn || cleared ? Origin.TYPED : Origin.WRITTEN;
    Row line = screen.cursor.line();
    for (int row = screen.cursor.row(); line.origin() != origin; row--) {
      line.setOrigin(origin);
      if (row == 0 || !line.isContinuation()) {
        return;
      }
      line = screen.shown(row - 1);
    }
  }

  /** Called before CR moves the cursor to the left. */
  void returning() {
    waited |= drawn && waits();
  }

  /** Returns true if nothing was written for a while, and the cursor is after the text. */
  private boolean waits() {
    Cursor cursor = screen.cursor;
    Row line = cursor.line();
    int behind = cursor.isWrapPending() ? cursor.column() + 1 : cursor.column();
    return screen.now() > line.changedAt() && line.isBlank(behind, behind + GAP);
  }

  /** Called before something is written or erased at the cursor. */
  void writing(int from) {
    waited = false;
    blank = false;
    Row line = screen.cursor.line();
    Origin origin = line.origin();
    if (origin != Origin.DRAWN) {
      line.setOrigin(Origin.DRAWN);
      if (drawing && !screen.isAlternate() && from < line.trimmedLength()) {
        screen.listener.drawingOver(screen.cursor.row(), origin);
      }
    }
  }

  /** Called when the cursor moves relatively to another row. */
  void moved() {
    waited = false;
    drawing = false;
  }

  /** Called when rows moved up; after as many rows as the screen has, nothing drawn is left. */
  void scrolled(int count) {
    scrolled = Math.min(scrolled + count, screen.rows());
    if (scrolled == screen.rows()) {
      drawn = false;
      cleared = false;
      drawing = false;
    }
  }

  /**
   * Called when the screen is blank.
   *
   * @param placed true if the cursor was placed for it, as by programs that draw pages and by
   *     shells that clear the screen
   */
  void erased(boolean placed) {
    beginPage();
    blank = true;
    cleared = placed;
  }

  /** Called when one sequence filled the whole screen. */
  void filled() {
    blank = false;
    drawn = true;
  }

  /** Called when another screen is shown. */
  void beginPage() {
    blank = false;
    cleared = false;
    drawn = false;
    drawing = false;
    waited = false;
    scrolled = 0;
  }
}
