package dev.sessionlog.terminal;

import java.util.BitSet;
import java.util.List;

/**
 * The modes that programs set and reset: those of ECMA-48 (SM, RM) and those of DEC and xterm
 * (DECSET, DECRST), which XTSAVE saves and XTRESTORE restores.
 */
final class Modes {
  /** The modes that XTSAVE and XTRESTORE support. */
  private static final List<Integer> SAVED =
      List.of(5, 6, 7, 25, 40, 41, 45, 47, 69, 95, 1047, 1049);

  private final Screen screen;
  private boolean cursorVisible = true;
  private boolean newLine;
  private boolean inverse;

  /** True if DECCOLM is obeyed, which in xterm a program must allow first. */
  private boolean widthMayChange;

  /** DECNCSM: true if DECCOLM keeps the page. */
  private boolean pageStays;

  private BitSet set = standard();
  private BitSet saved = standard();

  Modes(Screen screen) {
    this.screen = screen;
  }

  /** Returns the same modes for a copy of the screen, which has those that are its own. */
  Modes copy(Screen newScreen) {
    Modes copy = new Modes(newScreen);
    copy.cursorVisible = cursorVisible;
    copy.newLine = newLine;
    copy.inverse = inverse;
    copy.widthMayChange = widthMayChange;
    copy.pageStays = pageStays;
    copy.set = (BitSet) set.clone();
    copy.saved = (BitSet) saved.clone();
    return copy;
  }

  private static BitSet standard() {
    BitSet standard = new BitSet();
    standard.set(SAVED.indexOf(7));
    standard.set(SAVED.indexOf(25));
    return standard;
  }

  boolean isCursorVisible() {
    return cursorVisible;
  }

  /** Returns true if a line feed goes to the start of the next row. */
  boolean isNewLine() {
    return newLine;
  }

  /** Returns true if the whole screen is shown in reverse video. */
  boolean isInverse() {
    return inverse;
  }

  /** DECSTR: resets modes; the screen resets its own. */
  void softReset() {
    cursorVisible = true;
    newLine = false;
    for (int mode : List.of(6, 45, 69)) {
      set.clear(SAVED.indexOf(mode));
    }
    set.set(SAVED.indexOf(7));
    set.set(SAVED.indexOf(25));
  }

  /** RIS. */
  void reset() {
    cursorVisible = true;
    newLine = false;
    inverse = false;
    widthMayChange = false;
    pageStays = false;
    screen.cursor.setTabsWrap(false);
    set = standard();
  }

  /** SM, RM. */
  void set(Parameters parameters, boolean on) {
    for (int i = 0; i < parameters.count(); i++) {
      switch (parameters.get(i)) {
        case 4 -> screen.printer.setInsert(on); // IRM
        case 20 -> newLine = on; // LNM
        default -> {}
      }
    }
  }

  /** DECSET, DECRST. */
  void setPrivate(Parameters parameters, boolean on) {
    for (int i = 0; i < parameters.count(); i++) {
      setPrivate(parameters.get(i), on);
    }
  }

  /** XTSAVE. */
  void save(Parameters parameters) {
    for (int i = 0; i < parameters.count(); i++) {
      int place = SAVED.indexOf(parameters.get(i));
      if (place >= 0) {
        saved.set(place, set.get(place));
      }
    }
  }

  /** XTRESTORE. */
  void restore(Parameters parameters) {
    for (int i = 0; i < parameters.count(); i++) {
      int place = SAVED.indexOf(parameters.get(i));
      if (place >= 0) {
        setPrivate(parameters.get(i), saved.get(place));
      }
    }
  }

  private void setPrivate(int mode, boolean on) {
    int place = SAVED.indexOf(mode);
    if (place >= 0) {
      set.set(place, on);
    }
    switch (mode) {
      case 3 -> setColumns(); // DECCOLM
      case 5 -> inverse = on; // DECSCNM
      case 6 -> screen.setOrigin(on); // DECOM
      case 7 -> screen.printer.setAutowrap(on); // DECAWM
      case 25 -> cursorVisible = on; // DECTCEM
      case 40 -> widthMayChange = on; // xterm's permission for DECCOLM
      case 41 -> screen.cursor.setTabsWrap(on); // xterm's fix for more(1)
      case 45 -> screen.cursor.setReverseWrap(on);
      case 47 -> showAlternate(on, false);
      case 69 -> screen.allowSideMargins(on); // DECLRMM
      case 95 -> pageStays = on; // DECNCSM
      case 1047 -> showAlternate(on, !on);
      case 1048 -> saveOrRestore(on);
      case 1049 -> alternateWithCursor(on);
      case 2004 -> screen.listener.lineEditing(on); // bracketed paste
      default -> {}
    }
  }

  /** A change of width comes with the window size; the page is cleared in any case. */
  private void setColumns() {
    if (widthMayChange && !pageStays) {
      screen.beginPage();
    }
  }

  private void showAlternate(boolean on, boolean clearAfter) {
    if (on) {
      screen.enterAlternate(false);
    } else {
      screen.leaveAlternate(clearAfter);
    }
  }

  private void saveOrRestore(boolean save) {
    if (save) {
      screen.saved.save();
    } else {
      screen.saved.restore();
    }
  }

  private void alternateWithCursor(boolean on) {
    if (on) {
      screen.saved.save();
      screen.enterAlternate(true);
    } else {
      screen.leaveAlternate(false);
      screen.saved.restoreOnPrimary();
    }
  }
}
