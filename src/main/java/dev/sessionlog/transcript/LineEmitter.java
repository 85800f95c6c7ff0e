package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalLimits;
import dev.sessionlog.terminal.TerminalListener;
import dev.sessionlog.transcript.TranscriptRenderer.LineSink;

/**
 * Finds the lines on a terminal's primary screen and passes each to the sink at the right time. A
 * line is a row with its continuation rows. The note of a row contains the text of the line that
 * was last passed on from there, so that only changed lines are passed on again.
 */
final class LineEmitter implements TerminalListener {
  /** The most characters of wrapped rows that are joined. */
  static final int MAX_JOINED = 1 << 16;

  /**
   * The memory of the parts besides their texts, including the buffer for a line of usual length.
   */
  private static final int FIXED_BYTES = 16 << 10;

  private final Terminal terminal;
  private final LineGiver giver;
  private int maxJoined;
  private final LineHead head = new LineHead();
  private final ScreenLines lines;
  private final AlternateText alternate;

  /** The number of cursor placements when the session was last quiet. */
  private long placements;

  private final FullScreen fullScreen = new FullScreen();
  private final RedrawWait redraw;
  private long now;

  LineEmitter(TerminalSize size, TerminalLimits limits, LineSink sink) {
    this.maxJoined = maxJoined(limits);
    this.terminal = Terminal.withoutStyles(size.columns(), size.rows(), limits, this);
    this.giver = new LineGiver(sink, terminal);
    this.lines = new ScreenLines(terminal, head);
    this.alternate = new AlternateText(terminal, giver::emit);
    this.redraw = new RedrawWait(terminal, lines, giver);
  }

  Terminal terminal() {
    return terminal;
  }

  /** Sets other limits; lines that no longer fit are passed on. */
  void limit(TerminalLimits limits) {
    terminal.limit(limits);
    maxJoined = maxJoined(limits);
    if (head.isPresent() && head.text().length() >= maxJoined) {
      emitHead();
    }
  }

  /** Returns how many characters of rows are joined: as many as the screen has, up to the limit. */
  private static int maxJoined(TerminalLimits limits) {
    return Math.min(MAX_JOINED, limits.cells());
  }

  /** Returns the memory used now in bytes, including the terminal. */
  long bytes() {
    return terminal.bytes() + head.bytes() + lines.bytes() + alternate.bytes() + redraw.bytes();
  }

  /** Returns the most memory within {@code limits} in bytes, including the terminal. */
  static long mostBytes(TerminalLimits limits) {
    // A text takes two bytes a character, and an array that grew for it up to twice as much. Joined
    // text may exceed its limit by a row of surrogate pairs with their marks.
    long row = 2L * limits.columns() + Math.min(limits.markBytes(), 16 * limits.columns());
    long joined = 2L * Character.BYTES * (maxJoined(limits) + row + AlternateText.MAX_JOINED + row);
    long noted = (long) limits.rows() * Note.MOST_BYTES;
    return Terminal.mostBytes(limits, false) + joined + noted + RedrawWait.MOST_BYTES + FIXED_BYTES;
  }

  void setNow(long nanos) {
    now = nanos;
    terminal.setTime(nanos);
  }

  // When the session is quiet, and at its end

  /**
   * Passes on the lines above that of the cursor. If there is text below the cursor, or the cursor
   * was placed by row number since the session was last quiet, a program is drawing on the screen.
   * Then a line that was passed on before and has changed waits, and so do all lines below it,
   * because otherwise top(1) would fill the transcript.
   */
  void emitAboveCursor() {
    if (terminal.isAlternateScreen()) {
      alternate.quiet();
      return;
    }
    redraw.giveUp();
    int own = lines.start(terminal.primaryCursorRow());
    boolean drawnOn = lines.hasTextBelow(lines.end(own)) || terminal.placements() != placements;
    placements = terminal.placements();
    int end = own;
    for (int row = 0; drawnOn && row < end; row = lines.end(row) + 1) {
      if (lines.isRewritten(row)) {
        end = row;
      }
    }
    emitRange(0, end - 1, -1);
  }

  void emitRest() {
    redraw.giveUp();
    if (terminal.isAlternateScreen()) {
      alternate.end();
      leftAlternateScreen();
    }
    emitRange(0, lines.lastWithText(), -1);
    if (head.isPresent()) {
      emitHead();
    }
  }

  // What the terminal tells

  @Override
  public void scrolledOff(Row row, boolean continued) {
    fullScreen.forget(row);
    redraw.giveUp();
    if (head.isPresent() && !row.isContinuation()) {
      emitHead();
    }
    if (!head.isPresent()) {
      if (!row.isChanged()) {
        if (row.note() == null) {
          giver.passOver();
        }
        return;
      }
      head.begin(row.note());
    }
    head.append(row, continued);
    if (!continued || head.text().length() >= maxJoined) {
      emitHead();
    }
  }

  @Override
  public void losing(Loss loss, int first, int last) {
    switch (loss) {
      case SCREEN_ERASED -> screenErased(lines.start(terminal.writtenRow()));
      case ERASED_ABOVE, PUSHED_OUT -> emitLost(first, last);
      case ERASED_BELOW -> {
        // Line editors erase from the cursor; a program that erases from a row placed by number
        // draws a new page.
        if (terminal.isCursorPlaced()) {
          emitErasedBelow(first, last);
        }
      }
      case DELETED -> {
        if (terminal.isCursorPlaced()) {
          emitLost(first, last);
        }
      }
    }
  }

  /** Passes on the rows that disappear, and the last written line if it is above one of them. */
  private void emitErasedBelow(int first, int last) {
    int end = last;
    while (end >= first && !isLost(end)) {
      end--;
    }
    if (end >= first) {
      int own = lines.start(terminal.writtenRow());
      redraw.giveUp();
      emitRange(0, end, end > lines.end(own) ? -1 : own);
    }
  }

  @Override
  public void drawingOver(int row, Origin origin) {
    int first = lines.start(row);
    int last = lines.end(row);
    if (!isToBeFound(first, last, origin) || lines.movedUp(first, last, origin)) {
      return;
    }
    redraw.giveUp();
    for (int above = 0; above < first; above = lines.end(above) + 1) {
      Row its = terminal.primaryRow(above);
      if (its.origin() != Origin.DRAWN && lines.isChanged(above, lines.end(above))) {
        if (isToBeFound(above, lines.end(above), its.origin())) {
          emitRange(above, above, -1);
        } else {
          its.setOrigin(Origin.DRAWN);
        }
      }
    }
    emitRange(first, first, -1);
    lines.noteDrawnOver(first, last);
  }

  /**
   * Text that was written like a shell's is kept, but not an empty prompt; typed commands are kept.
   */
  private boolean isToBeFound(int first, int last, Origin origin) {
    if (!lines.isWithin(first, last, PendingPrompt.LONGEST)) {
      return false;
    }
    String line = lines.text(first, last);
    return origin == Origin.WRITTEN
        ? lines.isLineFed(first, last) || !Prompts.isBare(line)
        : Prompts.isCommand(line);
  }

  private boolean isLost(int row) {
    return terminal.primaryRow(row).isChanged() && !terminal.primaryRow(row).isBlank();
  }

  /**
   * Passes on the rows that disappear, after those above them, but not the line that is being
   * written.
   */
  private void emitLost(int first, int last) {
    for (int row = first; row <= last; row++) {
      if (isLost(row)) {
        int own = lines.start(terminal.writtenRow());
        redraw.giveUp();
        emitRange(0, last, own);
        return;
      }
    }
  }

  /**
   * If the cursor is on the last line, that may be a half-typed command, which the shell writes
   * again after clearing the screen. It is pending until that is clear.
   */
  private void screenErased(int own) {
    if (!lines.hasTextBelow(-1) && !head.isPresent()) {
      return; // already erased, because some shells erase twice
    }
    redraw.giveUp();
    int end = lines.end(own);
    boolean mayBeRedrawn = !lines.hasTextBelow(end) && lines.isChanged(own, end);
    emitRange(0, terminal.rows() - 1, mayBeRedrawn ? own : -1);
    if (mayBeRedrawn) {
      redraw.begin(own, end);
    }
    head.drop();
    head.forget();
    giver.beginScreen();
  }

  @Override
  public void controlComing() {
    redraw.controlComing();
  }

  @Override
  public void titleChanged(String title) {
    fullScreen.titled(title, terminal);
  }

  @Override
  public void enteringAlternateScreen() {
    redraw.giveUp();
    int own = lines.start(terminal.primaryCursorRow());
    emitRange(0, own - 1, -1);
    fullScreen.enter(now, terminal, lines.lastLine(FullScreen.MAX_NAME + 1));
    giver.say(now, fullScreen.entered());
    alternate.enter(lines.lastLines(Prompts.MOST, Prompts.LONGEST + 2));
  }

  @Override
  public void alternateScrolledOff(Row row, boolean continued) {
    alternate.scrolledOff(row, continued);
  }

  @Override
  public void drawingOnAlternate() {
    alternate.drawing();
  }

  @Override
  public void erasingAlternateRow() {
    alternate.erasingRow();
  }

  @Override
  public void leftAlternateScreen() {
    giver.say(now, fullScreen.left(now));
  }

  // Lines

  /**
   * Passes on the lines that begin in rows {@code first} to {@code last}, except the one at {@code
   * skip}.
   */
  private void emitRange(int first, int last, int skip) {
    if (head.isPresent() && !lines.continuesHead(0) && last >= first) {
      emitHead();
    }
    for (int row = first; row <= last; ) {
      int end = lines.end(row);
      if (row != skip) {
        emitLine(row, end);
      }
      row = end + 1;
    }
    for (int row = last; row >= first && lines.isPassedOver(row); row--) {
      giver.takeBack(); // no text followed yet; counted when it does
    }
  }

  private void emitLine(int first, int last) {
    if (!lines.isChanged(first, last)) {
      if (lines.isPassedOver(first)) {
        giver.passOver();
      }
      return;
    }
    boolean headed = lines.continuesHead(first);
    String given =
        giver.give(
            lines.at(first, last),
            lines.text(first, last),
            lines.note(first),
            lines.isLineFed(first, last));
    if (headed) {
      head.drop();
      head.forget();
    }
    if (given == null) {
      giver.passOver();
    } else if (!given.isEmpty()) {
      lines.notePassedOverAbove(first);
    }
    lines.setNote(first, last, given);
  }

  private void emitHead() {
    head.drop();
    head.text().trim();
    if (giver.give(head.at(), head.text().toString(), head.note(), head.isLineFed()) == null) {
      giver.passOver();
    }
    head.forget();
  }
}
