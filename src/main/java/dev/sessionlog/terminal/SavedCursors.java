package dev.sessionlog.terminal;

import org.jspecify.annotations.Nullable;

/** The cursors that a program saved, one on each of the two screens. */
final class SavedCursors {
  private final Screen screen;
  private @Nullable SavedCursor onPrimary;
  private @Nullable SavedCursor onAlternate;

  SavedCursors(Screen screen) {
    this.screen = screen;
  }

  /** Returns the same ones, of a screen that is as this one is. */
  SavedCursors copy(Screen newScreen) {
    SavedCursors copy = new SavedCursors(newScreen);
    copy.onPrimary = onPrimary;
    copy.onAlternate = onAlternate;
    return copy;
  }

  void save() {
    SavedCursor saved =
        new SavedCursor(
            screen.cursor.column(),
            screen.cursor.row(),
            screen.cursor.isWrapPending(),
            screen.style(),
            screen.margins.isOrigin(),
            screen.printer.charsets());
    if (screen.isAlternate()) {
      onAlternate = saved;
    } else {
      onPrimary = saved;
    }
  }

  void restore() {
    SavedCursor last = screen.isAlternate() ? onAlternate : onPrimary;
    SavedCursor saved = last == null ? SavedCursor.HOME : last;
    screen.cursor.moveTo(saved);
    screen.setStyle(saved.style());
    screen.margins.setOrigin(saved.origin());
    screen.printer.setCharsets(saved.charsets());
  }

  /**
   * Restores the cursor as xterm and tmux do when a program leaves the alternate screen, also one
   * that it left before; but where none was saved, home would be in the middle of standing text.
   */
  void restoreOnPrimary() {
    if (onPrimary != null) {
      restore();
    }
  }

  void forget() {
    onPrimary = null;
    onAlternate = null;
  }
}
