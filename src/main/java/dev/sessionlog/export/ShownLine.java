package dev.sessionlog.export;

import dev.sessionlog.terminal.CharacterWidth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bytes of a line of output and the text that they draw. A wrapped line is one line, and text
 * that a shell draws by moving the cursor within the line is at its place. The text of a line
 * before it is overwritten from its beginning is searched, too. For one thread.
 */
final class ShownLine {
  /** A longer line is searched in parts of this length. */
  static final int LONGEST = 64 * 1024;

  /** The most cells that are kept of a line that is overwritten again and again. */
  private static final long MOST_COST = 1 << 20;

  private static final int EMPTY = 0;

  /** The second cell of a wide character. */
  private static final int WIDE = -1;

  private final byte[] all = new byte[LONGEST];
  private final boolean[] gone = new boolean[LONGEST];

  /** Cells by position, row after row. */
  private final int[] cells = new int[LONGEST];

  /** The drawn characters in order, each with its place and its bytes. */
  private final int[] drawn = new int[LONGEST];

  private final int[] places = new int[LONGEST];
  private final int[] firstBytes = new int[LONGEST];
  private final int[] lengths = new int[LONGEST];

  private final Sequences sequences = new Sequences();
  private final StringBytes strings = new StringBytes();
  private final Redaction redaction;
  private final Set<Integer> found = new HashSet<>();
  private long cost;
  private int columns = 80;
  private int size;
  private int count;
  private int end;
  private int at;
  private boolean wraps;
  private boolean returned;
  private int pieceStart;
  private boolean over;

  /** The number of bytes missing in a character. */
  private int missing;

  private int character;

  ShownLine(Redaction redaction) {
    this.redaction = redaction;
  }

  /** Sets the width of a row in cells. */
  void columns(int cells) {
    columns = cells;
  }

  void take(byte b) {
    Sequences.Kind kind = sequences.take(b);
    switch (kind) {
      case TEXT -> text(b & 0xff);
      case STRING -> strings.add(b, size);
      case MOVE -> move(sequences.last(), sequences.parameter());
      case BACK -> go(at - (wraps ? 2 : 1));
      case RETURN -> {
        go(rowStart());
        returned = true;
      }
      case DOWN -> down();
      default -> {
        // Processes part of a control sequence, which shows nothing.
      }
    }
    if (kind != Sequences.Kind.STRING) {
      strings.end();
    }
    all[size++] = b;
    over |= at + 2 >= LONGEST;
  }

  private int row() {
    return (wraps ? at - 1 : at) / columns;
  }

  private int rowStart() {
    return row() * columns;
  }

  private void go(int to) {
    at = Math.max(0, Math.min(to, LONGEST - 1));
    wraps = false;
  }

  /**
   * Continues in a row of this line, or in the next one if the last row is full; otherwise the line
   * ends.
   */
  private void down() {
    int below = rowStart() + columns;
    boolean full = below <= LONGEST && cells[below - 1] != EMPTY;
    if (full || end > below) {
      go(at + (wraps ? columns - 1 : columns));
    } else {
      over = true;
    }
  }

  private void move(int last, int given) {
    int n = Math.max(1, given);
    int row = rowStart();
    switch (last) {
      case 'C', 'a' -> go(Math.min(at + n, row + columns - 1));
      case 'D' -> go(Math.max(at - n, row));
      case 'G', '`' -> go(row + Math.min(n, columns) - 1);
      case 'A' -> {
        over = n * columns > row;
        go(at - n * columns);
      }
      case 'B' -> {
        over = row + n * columns >= end;
        go(at + n * columns);
      }
      case 'K' -> erase(given == 0 ? at : row, given == 1 ? at + 1 : row + columns);
      case 'X' -> erase(at, Math.min(at + n, row + columns));
      case 'J' -> {
        over = given != 0;
        erase(at, LONGEST);
      }
      case 'P' -> shift(at, row + columns, -n);
      case '@' -> shift(at, row + columns, n);
      case 'H', 'f', 'd', 'e', 'E', 'F', 'L', 'M', 'S', 'T' -> over = true;
      default -> {
        // Colours and modes.
      }
    }
  }

  private void erase(int from, int to) {
    if (from < Math.min(to, end)) {
      lookBeforeItGoes();
      Arrays.fill(cells, from, Math.min(to, end), EMPTY);
    }
  }

  /** Moves the rest of a row, with the characters drawn there. */
  private void shift(int from, int to, int by) {
    int last = Math.min(to, LONGEST);
    int[] row = Arrays.copyOfRange(cells, from, last);
    Arrays.fill(cells, from, last, EMPTY);
    for (int i = 0; i < row.length; i++) {
      if (i + by >= 0 && i + by < row.length) {
        cells[from + i + by] = row[i];
      }
    }
    for (int i = 0; i < count; i++) {
      if (places[i] >= from && places[i] < last) {
        places[i] = places[i] + by >= from ? places[i] + by : LONGEST;
      }
    }
    end = Math.max(end, Math.min(last, end + Math.max(0, by)));
  }

  private void text(int b) {
    if ((b & 0xc0) == 0x80 && missing > 0) {
      character = (character << 6) | (b & 0x3f);
      lengths[count]++;
      missing--;
    } else {
      firstBytes[count] = size;
      lengths[count] = 1;
      missing = b < 0xc0 || b > 0xf7 ? 0 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
      character = missing == 0 ? b : b & (0x3f >> missing);
    }
    if (missing == 0) {
      draw(Character.isValidCodePoint(character) ? character : 0xfffd);
    }
  }

  private void draw(int c) {
    int width = c < 0x300 ? 1 : CharacterWidth.of(c);
    if (width == 0) {
      return; // it joins the previous character, and is not part of a secret
    }
    if (cells[at] != EMPTY && cells[at] != c && cells[at] != ' ') {
      lookBeforeItGoes();
    }
    cells[at] = c;
    drawn[count] = c;
    places[count++] = at;
    if (width == 2) {
      cells[at + 1] = WIDE;
    }
    at += width;
    end = Math.max(end, at);
    wraps = at % columns == 0;
  }

  /** Text that a shell corrects with backspaces is searched when the line is complete. */
  private void lookBeforeItGoes() {
    if (returned) {
      look();
      returned = false;
      cost += end;
      over |= cost > MOST_COST;
    }
  }

  boolean isOver() {
    return over || size >= LONGEST;
  }

  int size() {
    return size;
  }

  /** Ends a piece; returns its start. */
  int endPiece() {
    int start = pieceStart;
    pieceStart = size;
    return start;
  }

  /** Replaces secrets with asterisks. */
  void redact() {
    if (end > 0) {
      look();
    }
    strings.redact(redaction, all, gone);
  }

  private void look() {
    StringBuilder text = new StringBuilder();
    int[] cellOf = new int[end * 2 + 1];
    for (int i = 0; i < end; i++) {
      if (cells[i] != WIDE) {
        int from = text.length();
        text.appendCodePoint(cells[i] == EMPTY ? ' ' : cells[i]);
        Arrays.fill(cellOf, from, text.length(), i);
      }
    }
    boolean[] hidden = new boolean[end];
    for (Redaction.Part part : redaction.find(text.toString())) {
      for (int i = part.start(); i < part.end(); i++) {
        hidden[cellOf[i]] = true;
      }
      redaction.count(found.add(cellOf[part.start()]) ? 1 : 0);
    }
    for (int i = 0; i < count; i++) {
      if (places[i] < end && hidden[places[i]] && cells[places[i]] == drawn[i]) {
        hide(firstBytes[i], lengths[i]);
      }
    }
  }

  private void hide(int first, int length) {
    all[first] = '*';
    Arrays.fill(gone, first + 1, first + length, true);
  }

  byte[] bytes(int start, int stop) {
    byte[] piece = new byte[stop - start];
    int kept = 0;
    for (int i = start; i < stop; i++) {
      if (!gone[i]) {
        piece[kept++] = all[i];
      }
    }
    return Arrays.copyOf(piece, kept);
  }

  void clear() {
    Arrays.fill(gone, 0, size, false);
    Arrays.fill(cells, 0, Math.min(LONGEST, end + columns), EMPTY);
    found.clear();
    strings.clear();
    cost = 0;
    size = 0;
    count = 0;
    end = 0;
    at = 0;
    missing = 0;
    wraps = false;
    returned = false;
    pieceStart = 0;
    over = false;
  }

  /** The texts in control sequences, for example titles, links and clipboard content. */
  private static final class StringBytes {
    private final byte[] text = new byte[LONGEST * 2];
    private final int[] places = new int[LONGEST * 2];
    private int length;

    void add(byte b, int place) {
      places[length] = place;
      text[length++] = b;
    }

    void end() {
      if (length > 0 && text[length - 1] != '\n') {
        text[length++] = '\n';
      }
    }

    void redact(Redaction redaction, byte[] all, boolean[] gone) {
      Utf8Places shown = Utf8Places.of(Arrays.copyOf(text, length));
      for (Redaction.Part part :
          length == 0 ? List.<Redaction.Part>of() : redaction.find(shown.text())) {
        redaction.count(1);
        for (int i = shown.byteAt(part.start()); i < shown.byteAt(part.end()); i++) {
          if (text[i] != '\n') {
            gone[places[i]] |= (all[places[i]] & 0xc0) == 0x80;
            all[places[i]] = '*';
          }
        }
      }
    }

    void clear() {
      length = 0;
    }
  }
}
