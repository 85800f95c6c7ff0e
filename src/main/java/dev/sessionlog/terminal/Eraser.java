package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Loss;

/**
 * Erases on a {@link Screen}: in the cursor's row, above it, below it, or everything. Calls the
 * listener before rows of the primary screen are lost.
 *
 * <p>Cells can be protected from erasing. The first sequence that a program uses determines the
 * kind: DECSCA protects only from selective erasing, SPA and EPA from all erasing except DECERA and
 * DECSERA.
 */
final class Eraser {
  /** The kind of protection. */
  enum Protection {
    NOTHING,
    SELECTIVE_ERASING,
    ERASING
  }

  private final Screen screen;
  private Protection protection = Protection.NOTHING;

  Eraser(Screen screen) {
    this.screen = screen;
  }

  /** Returns an eraser for a copy of the screen. */
  Eraser copy(Screen newScreen) {
    Eraser copy = new Eraser(newScreen);
    copy.protection = protection;
    return copy;
  }

  void setProtection(Protection now) {
    protection = now;
  }

  Protection protection() {
    return protection;
  }

  /** EL: 0 erases to the right, 1 to the left, 2 the whole row. */
  void eraseLine(int kind) {
    switch (kind) {
      case 0 -> eraseRight(screen.columns());
      case 1 -> eraseFromLeft(screen.cursor.column() + 1);
      case 2 -> eraseFromLeft(screen.columns());
      default -> {}
    }
  }

  /** ECH. */
  void eraseCharacters(int count) {
    eraseRight(Math.min(screen.columns(), screen.cursor.column() + count));
  }

  /**
   * While the cursor waits at the margin, it is after the last character, which stays. An erased
   * space may be one that readline writes where a wide character does not fit. The cursor notes it,
   * and it is removed if such a character follows.
   */
  private void eraseRight(int end) {
    if (screen.cursor.isWrapPending()) {
      screen.cursor.noteErasedAtMargin();
    } else {
      erase(screen.cursor.column(), end);
    }
  }

  private void eraseFromLeft(int end) {
    screen.cursor.cancelWrap();
    erase(0, end);
  }

  /**
   * Erases a part of the cursor's row. A blank row remains a continuation of the one above, because
   * zsh erases a row that it has just reached by writing a space over the margin. But if text is
   * erased from the left on, as by fish after output without a line end, other text begins.
   */
  private void erase(int from, int to) {
    screen.cursor.drawing.writing(from);
    Row row = screen.cursor.line();
    if (protection == Protection.ERASING) {
      row.eraseUnprotected(from, to, screen.style());
      row.touch(screen.now());
      return;
    }
    if (from == 0 && !row.isBlank()) {
      row.setContinuation(false);
      if (screen.isAlternate()) {
        screen.listener.erasingAlternateRow();
      }
    }
    if (to == screen.columns()) {
      row.truncate(to);
      if (screen.cursor.row() + 1 < screen.rows()) {
        screen.shown(screen.cursor.row() + 1).setContinuation(false);
      }
    }
    row.erase(from, to, screen.style());
    row.touch(screen.now());
  }

  /** ED: 0 erases from the cursor down, 1 up to it, 2 all. */
  void eraseDisplay(int kind) {
    if (protection == Protection.ERASING) {
      eraseDisplayUnprotected(kind);
      return;
    }
    switch (kind) {
      case 0 -> eraseBelow();
      case 1 -> eraseAbove();
      case 2 -> eraseScreen();
      case 3 -> screen.forgetHistory();
      default -> {}
    }
  }

  private void eraseBelow() {
    if (screen.cursor.row() == 0 && screen.cursor.column() == 0 && screen.cursor.isPlaced()) {
      eraseScreen();
      return;
    }
    int last = screen.rows() - 1;
    losing(Loss.ERASED_BELOW, screen.cursor.row() + (screen.cursor.column() == 0 ? 0 : 1), last);
    if (screen.cursor.column() == 0) {
      screen.cursor.line().setContinuation(false);
    }
    eraseLine(0);
    eraseRows(screen.cursor.row() + 1, last);
  }

  private void eraseAbove() {
    losing(Loss.ERASED_ABOVE, 0, screen.cursor.row() - 1);
    eraseLine(1);
    screen.cursor.line().setContinuation(false);
    eraseRows(0, screen.cursor.row() - 1);
  }

  private void eraseRows(int first, int last) {
    for (int i = first; i <= last; i++) {
      Row row = screen.shown(i);
      if (!row.isEmpty()) {
        row.touch(screen.now());
      }
      row.erase(0, screen.columns(), screen.style());
      row.setContinuation(false);
      row.forgetLineFeed();
      row.setDoubled(false);
    }
  }

  /** Resets all rows. */
  void eraseScreen() {
    screen.cursor.endBlock();
    screen.cursor.cancelWrap();
    losing(Loss.SCREEN_ERASED, 0, screen.rows() - 1);
    screen.cursor.drawing.erased(screen.cursor.isPlaced());
    for (int i = 0; i < screen.rows(); i++) {
      renew(screen.shown(i));
    }
  }

  /** DECSEL: erases unprotected cells in the cursor's row; kinds as in {@link #eraseLine}. */
  void eraseLineUnprotected(int kind) {
    screen.cursor.cancelWrap();
    int column = screen.cursor.column();
    int from = kind == 0 ? column : 0;
    int to = kind == 1 ? column + 1 : screen.columns();
    eraseUnprotected(screen.cursor.line(), from, to);
  }

  /** DECSED: erases unprotected cells on the screen; kinds as in {@link #eraseDisplay}. */
  void eraseDisplayUnprotected(int kind) {
    if (kind > 2) {
      return;
    }
    screen.cursor.cancelWrap();
    int row = screen.cursor.row();
    int first = kind == 0 ? row + 1 : 0;
    int last = kind == 1 ? row - 1 : screen.rows() - 1;
    losing(Loss.PUSHED_OUT, first, last);
    if (kind < 2) {
      eraseLineUnprotected(kind);
    }
    for (int i = first; i <= last; i++) {
      eraseUnprotected(screen.shown(i), 0, screen.columns());
    }
  }

  /** Ends the kind of protection; protected cells no longer are. */
  private void eraseUnprotected(Row row, int from, int to) {
    if (protection == Protection.NOTHING) {
      row.erase(from, to, Style.PLAIN);
    } else {
      row.eraseUnprotected(from, to, Style.PLAIN);
    }
    row.touch(screen.now());
  }

  /** Resets a row, in the present colours. */
  void renew(Row row) {
    if (!row.isNew()) {
      row.reset();
    }
    if (Style.erased(screen.style()) != Style.PLAIN) {
      row.erase(0, screen.columns(), screen.style());
    }
  }

  /** Calls the listener for rows that are about to be lost. */
  void losing(Loss loss, int first, int last) {
    if (!screen.isAlternate() && first <= last) {
      screen.listener.losing(loss, first, last);
    }
  }
}
