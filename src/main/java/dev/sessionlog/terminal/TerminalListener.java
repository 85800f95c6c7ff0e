package dev.sessionlog.terminal;

/**
 * Called when a {@link Terminal} is about to lose text of its primary screen, and for changes other
 * than text. Calls come from the thread that feeds the terminal, within a sequence: the listener
 * may read the terminal, but not feed or resize it.
 */
public interface TerminalListener {
  /** The reason why rows are lost. */
  enum Loss {
    /** The whole screen is erased: ED 2, ED 0 at home, RIS, DECALN. All rows are reset. */
    SCREEN_ERASED,
    /** ED 0: everything from the cursor down is erased. */
    ERASED_BELOW,
    /** ED 1: everything from the cursor up is erased. */
    ERASED_ABOVE,
    /** DL: rows are deleted. */
    DELETED,
    /** Rows are pushed over an edge that is not the top of the screen, or cut by a smaller one. */
    PUSHED_OUT
  }

  /** The origin of the text of a row. */
  enum Origin {
    /** It was drawn by a program that places the cursor by row number. */
    DRAWN,
    /** It was written line by line on a screen without drawings. */
    WRITTEN,
    /** It was drawn, and then the cursor waited after it, as for input. */
    TYPED
  }

  /**
   * A row leaves the top of the primary screen.
   *
   * @param row the row, which is reset after this call
   * @param continued true when the next row goes on with its text
   */
  default void scrolledOff(Row row, boolean continued) {}

  /**
   * Called before rows of the primary screen are lost; they are still in place.
   *
   * @param loss why
   * @param first the first row that is lost completely, counted from 0
   * @param last the last
   */
  default void losing(Loss loss, int first, int last) {}

  /**
   * Called before a program that placed the cursor overwrites a row of the primary screen. Its text
   * is still there. Not called if styles are kept.
   *
   * @param origin the origin of the text: written or typed
   */
  default void drawingOver(int row, Origin origin) {}

  /**
   * A row leaves the top of the alternate screen.
   *
   * @param continued true when the next row goes on with its text
   */
  default void alternateScrolledOff(Row row, boolean continued) {}

  /**
   * Called before something is drawn on the alternate screen other than by writing lines one after
   * another. The block from {@link Terminal#blockStart} to the cursor ends.
   */
  default void drawingOnAlternate() {}

  /** Called before the whole text of the cursor's row on the alternate screen is erased. */
  default void erasingAlternateRow() {}

  /** A program is about to switch to the alternate screen. */
  default void enteringAlternateScreen() {}

  /** The primary screen is shown again. */
  default void leftAlternateScreen() {}

  /** The window has a new title, without control characters; may be empty. */
  default void titleChanged(String title) {}

  /**
   * Called before the cursor leaves its row by a line feed, on the screen that is shown. All text
   * before it is on the screen.
   */
  default void leavingLine() {}

  /**
   * Called when a program begins or ends to read a line: line editors of shells turn bracketed
   * paste (mode 2004) on and off.
   */
  default void lineEditing(boolean on) {}

  /**
   * Called when a shell sends OSC 7, 133, 633 or 1337. All text before it is on the screen.
   *
   * @param text the command string, with its number, without control characters
   */
  default void shellTold(String text) {}

  /**
   * Called before a control function, when all text before it is on the screen. Only called while
   * {@link Terminal#reportControls} is on.
   */
  default void controlComing() {}
}
