package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Origin;

/**
 * Tells what is written as a shell writes from what is drawn, on the primary screen: a program that
 * draws places the cursor by a row's number. Rows that the cursor leaves are marked when they were
 * written line by line on a screen on which nothing is drawn, or when the cursor waited behind
 * their text, as where a command is typed. The listener is told before such a row is drawn over;
 * not where styles are kept, for the screen is to be shown there, not its text to be read.
 */
final class Drawing {
  /** How many blank cells are behind what is being typed, where a prompt stands at the right. */
  private static final int GAP = 4;

  private final Screen screen;

  /** Whether nothing was written since all of the screen was erased. */
  private boolean blank = true;

  /** Whether the screen was erased where the cursor was placed: a page may be being written. */
  private boolean cleared;

  /** Whether the cursor was placed since the screen was blank. */
  private boolean drawn;

  /** Whether what is being written goes on from where the cursor was placed. */
  private boolean drawing;

  /** Whether the cursor waited behind the row's text before CR took it to the left. */
  private boolean waited;

  /** How many rows scrolled since the cursor was placed. */
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

  /** The cursor is about to be placed in a row by its number. */
  void placing(int target) {
    if (target != screen.cursor.row() || !drawn) {
      leaving();
    }
    cleared |= blank;
    drawn |= !blank;
    drawing = true;
    scrolled = 0;
  }

  /** The cursor is about to leave its row: the row and those that it continues are marked. */
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

  /** CR is about to take the cursor to the left. */
  void returning() {
    waited |= drawn && waits();
  }

  /** Returns true when nothing was written for a while, and the cursor is behind the text. */
  private boolean waits() {
    Cursor cursor = screen.cursor;
    Row line = cursor.line();
    int behind = cursor.isWrapPending() ? cursor.column() + 1 : cursor.column();
    return screen.now() > line.changedAt() && line.isBlank(behind, behind + GAP);
  }

  /** Something is about to be written at the cursor, or erased from there. */
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

  /** The cursor goes to another row from where it is. */
  void moved() {
    waited = false;
    drawing = false;
  }

  /** Rows went up; when as many did as there are, nothing that was drawn is left. */
  void scrolled(int count) {
    scrolled = Math.min(scrolled + count, screen.rows());
    if (scrolled == screen.rows()) {
      drawn = false;
      cleared = false;
      drawing = false;
    }
  }

  /**
   * The screen is blank.
   *
   * @param placed whether the cursor was placed for it, as programs do that draw pages, and shells
   *     that clear the screen for their users
   */
  void erased(boolean placed) {
    beginPage();
    blank = true;
    cleared = placed;
  }

  /** All of the screen was filled by one sequence. */
  void filled() {
    blank = false;
    drawn = true;
  }

  /** Another screen is shown. */
  void beginPage() {
    blank = false;
    cleared = false;
    drawn = false;
    drawing = false;
    waited = false;
    scrolled = 0;
  }
}
