package dev.sessionlog.terminal;

/**
 * A terminal like xterm, without keyboard and window: it processes the bytes that programs write,
 * and keeps the screen that a person would see. Always UTF-8. No input makes it throw.
 *
 * <p>It behaves like xterm 379 in UTF-8 mode. In these cases it follows tmux 3.3a instead:
 *
 * <ul>
 *   <li>{@code ESC k} begins a title, which xterm shows as text, because only programs that expect
 *       screen(1) or tmux write it.
 *   <li>If a window was widened while the cursor waited at the margin, text continues after the
 *       last character. In xterm it goes to the next row.
 *   <li>EL while the cursor waits at the margin keeps the last character, which xterm erases,
 *       because otherwise the colours of grep(1) would remove a character of a line.
 *   <li>ECH, ICH, DCH and CBT while the cursor waits at the margin, and wide characters without
 *       autowrap, for which xterm has no room in the last column. So a test can compare both
 *       wherever tmux is installed.
 * </ul>
 *
 * <p>As in xterm, and unlike in libvterm, VTE, kitty and wezterm, a change of the width does not
 * wrap lines again. Those terminals all do it differently, a recording does not say which one was
 * used, and the transcript joins wrapped rows anyway. Rows leave a window that becomes lower at the
 * top, if the cursor would otherwise be below the last one. As in xterm, CSI j and CSI k are
 * unknown, IL and DL move the cursor to the left, and REP repeats without combining marks.
 *
 * <p>In these cases it differs from both:
 *
 * <ul>
 *   <li>Text that a narrower window hides stays until its row is written again.
 *   <li>A row that is still blank continues the text above it after EL, like a selection in xterm.
 *   <li>OSC, APC, PM and SOS end at CR or LF, because one without an end would hide later output.
 *   <li>A program that leaves an alternate screen without having saved the cursor continues at its
 *       place, because home would be in the middle of text.
 *   <li>VT52 mode is unknown, and REP writes at most a row.
 *   <li>Bytes that are not UTF-8 become as many U+FFFD as Unicode recommends.
 *   <li>If styles are not kept, lines of double width have all columns, so that no text is lost.
 *   <li>A mode that is restored before it was saved has its initial value; xterm switches it off.
 *   <li>The British set differs from ASCII in one character; xterm 379 shows others, too.
 *   <li>{@code ESC ] P} and {@code ESC ] R} work as in the Linux console.
 *   <li>Widths come from Unicode 17, in which trigrams, monograms, digrams and counting rods are
 *       wide. Terminals and C libraries with an older Unicode give them one column.
 * </ul>
 *
 * <p>Memory is bounded by {@link TerminalLimits}, see {@link #mostBytes}: a larger terminal is
 * drawn on a smaller screen. Only written cells are stored, with 4 bytes each, and 8 more in rows
 * with colours: 8 KB for 80 columns and 24 rows of plain text. No control sequence costs more than
 * one pass over the cells of a row and over the rows, whatever its numbers. A {@link
 * TerminalListener} receives each row that scrolls off. If styles are kept, some of these rows are
 * kept, too, for a window that grows.
 *
 * <p>Not thread-safe.
 */
public final class Terminal {
  /** The number of bytes skimmed at once while the cursor may not be in the last row yet. */
  private static final int BEFORE_SCROLLING = 4096;

  /** The memory of a terminal besides its rows: parser, tab stops, titles, saved cursors. */
  private static final int FIXED_BYTES = 24 << 10;

  private final Screen screen;
  private final Interpreter interpreter;
  private final Parser parser;
  private final Utf8Decoder decoder;
  private final ScrollingText scrolling = new ScrollingText();

  /** Creates a terminal of at least one column and one row. */
  public Terminal(int columns, int rows, TerminalListener listener) {
    this(new Screen(columns, rows, TerminalLimits.FULL, true, listener));
  }

  private Terminal(Screen screen) {
    this.screen = screen;
    interpreter = new Interpreter(screen);
    parser = new Parser(interpreter);
    decoder = new Utf8Decoder();
  }

  /** Creates a terminal without styles, for users who only need its text. */
  public static Terminal withoutStyles(
      int columns, int rows, TerminalLimits limits, TerminalListener listener) {
    return new Terminal(new Screen(columns, rows, limits, false, listener));
  }

  private Terminal(Terminal other, TerminalListener listener) {
    screen = other.screen.copy(listener);
    interpreter = other.interpreter.copy(screen);
    parser = other.parser.copy(interpreter);
    decoder = other.decoder.copy();
  }

  /**
   * Returns an independent copy, even within a character or sequence. It takes as much memory as
   * this one.
   */
  public Terminal copy(TerminalListener listener) {
    return new Terminal(this, listener);
  }

  /** Processes output of a program. Sequences and characters may be split over calls anywhere. */
  public void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      at = parser.isGround() && decoder.isIdle() ? feedText(bytes, at, end) : feed(bytes[at], at);
    }
  }

  /**
   * Processes output like {@link #feed}, for users who only need the screen after it: rows that
   * scroll off may never be drawn, and the listener is not called for them. Many times faster for
   * much scrolling output; the more at once, the better.
   */
  public void skim(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (parser.isGround() && decoder.isIdle()) {
        boolean scrolls = screen.scrollsNext();
        int kept = screen.rows() + screen.keptRows();
        int to = scrolls ? end : Math.min(end, at + BEFORE_SCROLLING);
        int textEnd = scrolling.end(bytes, at, to);
        int from = scrolls ? scrolling.needed(bytes, at, textEnd, kept) : at;
        if (from > at) {
          obeyStyles(bytes, at, from);
        }
        feed(bytes, from, textEnd - from);
        at = textEnd;
      }
      if (at < end) {
        at = feed(bytes[at], at);
      }
    }
  }

  /** Processes only the parts of a run of scrolling text that determine the style at its end. */
  private void obeyStyles(byte[] bytes, int from, int to) {
    int at = scrolling.styleFrom(bytes, from, to);
    while (at < to) {
      int end = ScrollingText.sequenceEnd(bytes, at, to);
      feed(bytes, at, end - at);
      at = scrolling.nextSequence(bytes, end, to);
    }
  }

  /** Processes a run of plain text and one byte after it; returns the next offset. */
  private int feedText(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= 0x20 && bytes[at] != 0x7F) {
      at++;
    }
    if (at > from) {
      screen.printer.printAscii(bytes, from, at - from);
    }
    if (at == end) {
      return end;
    }
    byte next = bytes[at];
    if (next >= 0 && next < 0x18) {
      interpreter.control(next);
      screen.printer.took(1);
      return at + 1;
    }
    return feed(next, at);
  }

  private int feed(byte next, int at) {
    int c = decoder.accept(next);
    if (c == Utf8Decoder.MALFORMED_RETRY) {
      parser.accept(Utf8Decoder.REPLACEMENT);
      c = decoder.accept(next);
    }
    if (c >= 0) {
      parser.accept(c);
    }
    screen.printer.took(1);
    return at + 1;
  }

  /**
   * Returns how many bytes precede the one being processed. During a call of the listener, this
   * does not depend on how the bytes were split.
   */
  public long taken() {
    return screen.printer.taken();
  }

  /** Changes the size like xterm: text is not wrapped again, and hidden text is kept. */
  public void resize(int columns, int rows) {
    screen.resize(columns, rows);
  }

  /**
   * Sets other limits, and reduces the terminal accordingly. The listener gets lost rows of the
   * primary screen; the alternate one is blank afterwards.
   */
  public void limit(TerminalLimits limits) {
    screen.limit(limits);
  }

  /** Returns the memory of the terminal in bytes, or slightly more. */
  public long bytes() {
    return FIXED_BYTES + screen.bytes();
  }

  /** Returns the most memory of a terminal within {@code limits}, in bytes. */
  public static long mostBytes(TerminalLimits limits, boolean styled) {
    long cellBytes = styled ? Integer.BYTES + (long) Long.BYTES : Integer.BYTES;
    long cells = 2L * limits.cells() + (long) limits.cells() / Screen.HIDDEN_PART;
    long rows = 2L * limits.rows();
    if (styled) {
      cells += limits.cells() / History.CELLS_PART;
      rows += History.MOST_ROWS;
    }
    return FIXED_BYTES + cells * cellBytes + limits.markBytes() + rows * Screen.ROW_BYTES;
  }

  /** Returns how many combining characters were dropped for lack of room. */
  public long droppedMarks() {
    return screen.droppedMarks();
  }

  /** Sets the time of later changes of rows, in any unit. */
  public void setTime(long time) {
    screen.setNow(time);
  }

  /** Turns calls of {@link TerminalListener#controlComing} on or off. */
  public void reportControls(boolean wanted) {
    interpreter.reportControls(wanted);
  }

  /** Returns the number of rows, which may be lower than requested. */
  public int rows() {
    return screen.rows();
  }

  public int columns() {
    return screen.columns();
  }

  /** Returns the window's title, empty while none was set. */
  public String title() {
    return interpreter.title();
  }

  /** Returns true while the alternate screen is shown. */
  public boolean isAlternateScreen() {
    return screen.isAlternate();
  }

  /** Returns a row of the primary screen, even while the alternate one is shown. */
  public Row primaryRow(int index) {
    return screen.primary(index);
  }

  /** Returns a row of the shown screen, primary or alternate. */
  public Row shownRow(int index) {
    return screen.shown(index);
  }

  /** Returns the cursor's row on the primary screen. */
  public int primaryCursorRow() {
    return screen.primaryCursorRow();
  }

  /**
   * Returns the row of the primary screen in which the cursor last wrote or moved relatively, for
   * example before {@code CSI H} moved it home.
   */
  public int writtenRow() {
    return screen.writtenRow();
  }

  /** Returns true if the cursor was placed by row number and has not written since. */
  public boolean isCursorPlaced() {
    return screen.cursor.isPlaced();
  }

  /**
   * Returns how often the cursor was placed by row number. Programs that write line by line never
   * do that; those that draw a page do it all the time.
   */
  public long placements() {
    return screen.cursor.placements();
  }

  /** Returns the cursor's row on the shown screen. */
  public int cursorRow() {
    return screen.cursor.row();
  }

  /**
   * Returns the cursor's column on the screen that is shown: one beyond the last while the next
   * character goes to the next row.
   */
  public int cursorColumn() {
    return screen.cursor.column() + (screen.cursor.isWrapPending() ? 1 : 0);
  }

  /**
   * Returns the first of the rows, down to the cursor's, that were written one after another: since
   * then the cursor was not placed, and rows were moved only by line feeds.
   */
  public int blockStart() {
    return screen.cursor.blockStart();
  }

  /** Returns how often a new block of {@link #blockStart} began. */
  public long blocks() {
    return screen.cursor.blocks();
  }

  /** Returns the present content of the screen. */
  public Snapshot snapshot() {
    return Snapshot.of(screen, interpreter.modes(), interpreter.title());
  }
}
