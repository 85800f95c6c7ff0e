package dev.sessionlog.terminal;

/**
 * Is told of what a {@link Terminal} is about to lose from its primary screen, and of what changes
 * beside the text. Called by the thread that feeds the terminal, in the middle of a sequence: it
 * may read the terminal, but not feed or resize it.
 */
public interface TerminalListener {
  /** Why rows go. */
  enum Loss {
    /** The whole screen is erased: ED 2, ED 0 at home, RIS, DECALN. All rows become new. */
    SCREEN_ERASED,
    /** ED 0: all from the cursor down is erased. */
    ERASED_BELOW,
    /** ED 1: all from the cursor up is erased. */
    ERASED_ABOVE,
    /** DL: rows are taken out. */
    DELETED,
    /** Rows are pushed over an edge that is not the top of the screen, or cut by a smaller one. */
    PUSHED_OUT
  }

  /** How the text of a row came to stand there. */
  enum Origin {
    /** It was drawn, by a program that places the cursor by the numbers of rows. */
    DRAWN,
    /** It was written line by line on a screen on which nothing had been drawn. */
    WRITTEN,
    /** It was drawn, and then the cursor waited behind it, as where something is typed. */
    TYPED
  }

  /**
   * A row leaves the top of the primary screen.
   *
   * @param row the row, which is new again after this call
   * @param continued true when the next row goes on with its text
   */
  default void scrolledOff(Row row, boolean continued) {}

  /**
   * Rows of the primary screen are about to be lost. They are still in place.
   *
   * @param loss why
   * @param first the first row that is lost wholly, counted from 0
   * @param last the last
   */
  default void losing(Loss loss, int first, int last) {}

  /**
   * A row of the primary screen is about to be drawn over by a program that placed the cursor. Its
   * text still stands. Not called where styles are kept.
   *
   * @param origin how the text came there: written or typed
   */
  default void drawingOver(int row, Origin origin) {}

  /**
   * A row leaves the top of the alternate screen.
   *
   * @param continued true when the next row goes on with its text
   */
  default void alternateScrolledOff(Row row, boolean continued) {}

  /**
   * Something is about to be drawn on the alternate screen other than by writing lines one after
   * another: the rows from {@link Terminal#blockStart} to the cursor's are no longer alone.
   */
  default void drawingOnAlternate() {}

  /** The text of the cursor's row on the alternate screen is about to be erased as a whole. */
  default void erasingAlternateRow() {}

  /** A program is about to switch to the alternate screen. */
  default void enteringAlternateScreen() {}

  /** The primary screen is shown again. */
  default void leftAlternateScreen() {}

  /** The window has a new title, without control characters; may be empty. */
  default void titleChanged(String title) {}

  /**
   * The cursor is about to leave its row of the screen that is shown by a line feed; all text
   * before it stands there.
   */
  default void leavingLine() {}

  /**
   * A program reads a line from now on, or no more, as the line editors of shells say by asking for
   * bracketed paste (mode 2004).
   */
  default void lineEditing(boolean on) {}

  /**
   * A shell told of itself by OSC 7, 133, 633 or 1337; all text before it stands on the screen.
   *
   * @param text the command string, its number included; it may hold any character but controls
   */
  default void shellTold(String text) {}

  /**
   * A control function is about to be obeyed, and all text before it stands on the screen. Called
   * only while {@link Terminal#reportControls} asks for it.
   */
  default void controlComing() {}
}
