package dev.sessionlog.terminal;

import java.util.Arrays;

/** Writes characters on a {@link Screen}, at its cursor, in the present character set and modes. */
final class Printer {
  private final Screen screen;
  private boolean autowrap = true;
  private boolean insert;
  private Charsets charsets = Charsets.ASCII;
  private int last;
  private long taken;

  /** True if the last character without wrapping took the last column. */
  private boolean atMargin;

  Printer(Screen screen) {
    this.screen = screen;
  }

  /** Returns a printer with the same modes for a copy of the screen. */
  Printer copy(Screen newScreen) {
    Printer copy = new Printer(newScreen);
    copy.autowrap = autowrap;
    copy.insert = insert;
    copy.charsets = charsets;
    copy.last = last;
    copy.taken = taken;
    copy.atMargin = atMargin;
    return copy;
  }

  /** Counts processed bytes. */
  void took(int bytes) {
    taken += bytes;
  }

  /** Returns how many bytes were processed so far. */
  long taken() {
    return taken;
  }

  void setAutowrap(boolean on) {
    autowrap = on;
    if (!on) {
      screen.cursor.cancelWrap();
    }
  }

  boolean isWrapping() {
    return autowrap;
  }

  void setInsert(boolean on) {
    insert = on;
  }

  Charsets charsets() {
    return charsets;
  }

  void setCharsets(Charsets newCharsets) {
    charsets = newCharsets;
  }

  /** DECSTR: resets modes and sets. */
  void reset() {
    autowrap = true;
    insert = false;
    charsets = Charsets.ASCII;
  }

  /** Clears the last character after a control function, because it cannot be repeated. */
  void forgetLast() {
    last = 0;
  }

  /** Writes ASCII characters that need no translation. */
  void printAscii(byte[] bytes, int offset, int count) {
    if (insert || !autowrap || !charsets.areAscii()) {
      for (int i = 0; i < count; i++) {
        print(bytes[offset + i]);
        taken++;
      }
      return;
    }
    Cursor cursor = screen.cursor;
    cursor.forgetPlacement();
    int from = offset;
    int left = count;
    while (left > 0) {
      if (cursor.isWrapPending()) {
        cursor.wrap();
      }
      cursor.fitLine();
      int written = Math.min(left, cursor.lastColumn() + 1 - cursor.column());
      cursor.drawing.writing(cursor.column());
      write(bytes, from, written);
      taken += written;
      from += written;
      left -= written;
    }
    last = bytes[from - 1];
  }

  private void write(byte[] bytes, int from, int count) {
    Cursor cursor = screen.cursor;
    Row line = cursor.line();
    line.truncate(screen.columns());
    line.putAscii(cursor.column(), bytes, from, count, screen.style());
    line.touch(screen.now());
    cursor.advance(count, autowrap);
  }

  void print(int codePoint) {
    int mapped = Characters.visible(charsets.used().map(codePoint));
    int width = codePoint < 0x300 ? 1 : CharacterWidth.of(codePoint);
    if (width == 0) {
      combine(codePoint);
      return;
    }
    last = codePoint;
    charsets = charsets.afterOne();
    Cursor cursor = screen.cursor;
    cursor.forgetPlacement();
    if (cursor.isWrapPending()) {
      if (width == 2) {
        cursor.wrapForWide();
      } else {
        cursor.wrap();
      }
    }
    cursor.fitLine();
    if (width == 2 && cursor.column() == cursor.lastColumn()) {
      width = makeRoomForWide();
    }
    put(mapped, width);
  }

  private void put(int codePoint, int width) {
    Cursor cursor = screen.cursor;
    int columns = screen.columns();
    int column = cursor.column();
    Row line = cursor.line();
    cursor.drawing.writing(column);
    line.truncate(columns);
    if (insert && column + width <= cursor.lastColumn()) {
      screen.editor.insertCharacters(width);
    }
    line.put(column, codePoint, width, screen.style());
    line.touch(screen.now());
    atMargin = column + width > cursor.lastColumn();
    cursor.advance(width, autowrap);
  }

  /** Returns the width for a wide character after the cursor was moved for it. */
  private int makeRoomForWide() {
    int first = screen.margins.firstFor(screen.cursor.column());
    if (screen.cursor.lastColumn() == first) {
      return 1;
    }
    if (autowrap) {
      screen.cursor.wrap();
    } else {
      screen.cursor.moveToColumn(screen.cursor.column() - 1);
    }
    return 2;
  }

  private void combine(int codePoint) {
    Cursor cursor = screen.cursor;
    int base = afterLast() ? cursor.column() : cursor.column() - 1;
    if (base >= 0) {
      cursor.line().truncate(screen.columns());
      cursor.line().combine(base, codePoint);
      cursor.line().touch(screen.now());
    }
  }

  /** Returns true if the cursor is still on the last character, because it stops at the margin. */
  private boolean afterLast() {
    return screen.cursor.isWrapPending() || (!autowrap && writtenAtMargin());
  }

  private boolean writtenAtMargin() {
    return last != 0 && atMargin && screen.cursor.column() == screen.cursor.lastColumn();
  }

  /** REP: repeats the last character, at most a row of it. */
  void repeat(int count) {
    if (last == 0) {
      return;
    }
    int bounded = Math.min(count, screen.columns());
    if (last < 0x80) {
      byte[] bytes = new byte[bounded];
      Arrays.fill(bytes, (byte) last);
      taken -= bounded; // they were not in the input
      printAscii(bytes, 0, bounded);
      return;
    }
    for (int i = 0; i < bounded; i++) {
      print(last);
    }
  }
}
