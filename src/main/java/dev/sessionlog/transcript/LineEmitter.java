package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import dev.sessionlog.terminal.TextBuffer;
import dev.sessionlog.transcript.TranscriptRenderer.LineSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines on a terminal's primary screen and gives each to the sink at its time. A line is
 * a row and those that continue it. The note of a row holds the text of the line that was given
 * last from there, so that only what changed is given again.
 */
final class LineEmitter implements TerminalListener {
  /** How many characters of rows that the margin broke are joined. */
  static final int MAX_JOINED = 1 << 16;

  /** The note of a row whose text was given with the row above. No line is equal to it. */
  private static final String JOINED = "\n";

  private static final int MAX_PROMPT_LINES = 4;

  private final Terminal terminal;
  private final LineSink sink;
  private final TextBuffer text = new TextBuffer();

  /** The beginning of a line of which rows have scrolled off while others still stand. */
  private final TextBuffer head = new TextBuffer();

  private boolean hasHead;
  private long headAt;
  private @Nullable String headNote;
  private boolean headLineFed;

  /** Blank rows over which the cursor was moved: they count when there is text on both sides. */
  private int gap;

  private boolean textAbove;

  /** How often the cursor had been placed when the session was quiet last. */
  private long placements;

  private final FullScreen fullScreen = new FullScreen();
  private @Nullable HeldLine held;
  private long now;
  private long durationNanos;
  private Duration duration = Duration.ZERO;

  LineEmitter(TerminalSize size, LineSink sink) {
    this.sink = sink;
    this.terminal = new Terminal(size.columns(), size.rows(), this);
  }

  Terminal terminal() {
    return terminal;
  }

  void setNow(long nanos) {
    now = nanos;
    terminal.setTime(nanos);
  }

  // When the session is quiet, and at its end

  /**
   * Gives the lines above the cursor's own. When there is text below the cursor, or the cursor was
   * placed by a row's number since the session was quiet before, the screen is being drawn on
   * rather than written down: then a line that was given before and is now another waits, and all
   * below it, or top(1) would fill the transcript.
   */
  void emitAboveCursor() {
    if (terminal.isAlternateScreen()) {
      return;
    }
    release();
    int own = lineStart(terminal.primaryCursorRow());
    boolean drawnOn = hasTextBelow(lineEnd(own)) || terminal.placements() != placements;
    placements = terminal.placements();
    int end = own;
    for (int row = 0; drawnOn && row < end; row = lineEnd(row) + 1) {
      if (isRewritten(row)) {
        end = row;
      }
    }
    emitRange(0, end - 1, -1);
  }

  void emitRest() {
    release();
    if (terminal.isAlternateScreen()) {
      leftAlternateScreen();
    }
    emitRange(0, terminal.rows() - 1, -1);
    if (hasHead) {
      emitHead();
    }
  }

  // What the terminal tells

  @Override
  public void scrolledOff(Row row, boolean continued) {
    fullScreen.forget(row);
    release();
    if (hasHead && !row.isContinuation()) {
      emitHead();
    }
    if (!hasHead) {
      if (!row.isChanged()) {
        if (row.note() == null) {
          gap++;
        }
        return;
      }
      headNote = row.note();
      headAt = 0;
      headLineFed = false;
      head.clear();
      hasHead = true;
    }
    headAt = Math.max(headAt, row.changedAt());
    headLineFed |= row.isLineFed();
    head.append(row, continued ? row.length() : row.trimmedLength());
    if (!continued || head.length() >= MAX_JOINED) {
      emitHead();
    }
  }

  @Override
  public void losing(Loss loss, int first, int last) {
    int own = lineStart(terminal.writtenRow());
    switch (loss) {
      case SCREEN_ERASED -> screenErased(own);
      case ERASED_ABOVE -> emitLost(first, last, own);
      case ERASED_BELOW -> {
        // Line editors erase from where they are; who erases from a row that was named by its
        // number draws a new page.
        if (terminal.isCursorPlaced()) {
          emitLost(first, Math.min(last, own - 1), own);
        }
      }
      case DELETED -> {
        if (terminal.isCursorPlaced()) {
          emitLost(first, last, own);
        }
      }
      case PUSHED_OUT -> emitLost(first, last, own);
    }
  }

  /** Gives the rows that go, after those above them, but not the line that is being written. */
  private void emitLost(int first, int last, int own) {
    for (int row = first; row <= last; row++) {
      if (terminal.primaryRow(row).isChanged() && !terminal.primaryRow(row).isBlank()) {
        release();
        emitRange(0, last, own);
        return;
      }
    }
  }

  /**
   * The line that the cursor is on, when it is the last, may be a command half-typed that the shell
   * writes anew after it cleared the screen. It is held until that is known.
   */
  private void screenErased(int own) {
    if (!hasTextBelow(-1) && !hasHead) {
      return; // erased already: some shells do it twice
    }
    release();
    int end = lineEnd(own);
    boolean mayBeRedrawn = !hasTextBelow(end) && isChanged(own, end);
    emitRange(0, terminal.rows() - 1, mayBeRedrawn ? own : -1);
    if (mayBeRedrawn) {
      String line = lineText(own, end);
      if (!line.isEmpty()) {
        held = new HeldLine(line, lineAt(own, end), linesAbove(own));
        terminal.reportControls(true);
      }
    }
    hasHead = false;
    gap = 0;
    textAbove = false;
  }

  @Override
  public void controlComing() {
    HeldLine line = held;
    if (line == null) {
      return;
    }
    if (line.isRedrawnBy(cursorLine())) {
      redrawn(line);
    } else if (line.isWaitOver()) {
      release();
    }
  }

  @Override
  public void titleChanged(String title) {
    fullScreen.titled(title, terminal);
  }

  @Override
  public void enteringAlternateScreen() {
    release();
    int own = lineStart(terminal.primaryCursorRow());
    emitRange(0, own - 1, -1);
    fullScreen.enter(now, terminal, lastLine(own));
    emit(now, fullScreen.entered());
  }

  @Override
  public void leftAlternateScreen() {
    emit(now, fullScreen.left(now));
  }

  /** Returns the text of the cursor's line, or of the nearest above it that is not blank. */
  private String lastLine(int own) {
    String line = cursorLine();
    for (int row = own - 1; line.isEmpty() && row >= 0; row = lineStart(row) - 1) {
      line = lineText(lineStart(row), row);
    }
    return line;
  }

  // The line that may be redrawn

  private void release() {
    HeldLine line = held;
    if (line != null) {
      if (line.isRedrawnBy(cursorLine())) {
        redrawn(line);
      } else {
        dropHeld();
        emit(line.at(), line.text());
      }
    }
  }

  /** Drops the held line; of a prompt of several lines the upper ones are not given again. */
  private void redrawn(HeldLine line) {
    dropHeld();
    int below = lineStart(terminal.primaryCursorRow());
    for (String above : line.above()) {
      int start = lineStart(Math.max(0, below - 1));
      if (below == 0 || !lineText(start, below - 1).equals(above)) {
        return;
      }
      note(start, below - 1, above);
      below = start;
    }
  }

  private void dropHeld() {
    held = null;
    terminal.reportControls(false);
  }

  /** Returns the lines that stand above a row, the nearest first, as many as a prompt may have. */
  private List<String> linesAbove(int row) {
    List<String> lines = new ArrayList<>();
    for (int below = row; below > 0 && lines.size() < MAX_PROMPT_LINES; ) {
      int start = lineStart(below - 1);
      lines.add(lineText(start, below - 1));
      below = start;
    }
    return lines;
  }

  // Lines

  private int lineStart(int row) {
    int start = row;
    while (start > 0 && terminal.primaryRow(start).isContinuation()) {
      start--;
    }
    return start;
  }

  private int lineEnd(int row) {
    int end = row;
    while (end + 1 < terminal.rows() && terminal.primaryRow(end + 1).isContinuation()) {
      end++;
    }
    return end;
  }

  private boolean hasTextBelow(int row) {
    for (int below = row + 1; below < terminal.rows(); below++) {
      if (!terminal.primaryRow(below).isBlank()) {
        return true;
      }
    }
    return false;
  }

  private boolean isChanged(int first, int last) {
    for (int row = first; row <= last; row++) {
      if (terminal.primaryRow(row).isChanged()) {
        return true;
      }
    }
    return continuesHead(first);
  }

  private boolean isRewritten(int first) {
    String note = terminal.primaryRow(first).note();
    int last = lineEnd(first);
    return note != null
        && !note.isEmpty()
        && isChanged(first, last)
        && !lineText(first, last).equals(note);
  }

  private boolean continuesHead(int first) {
    return first == 0 && hasHead && terminal.primaryRow(0).isContinuation();
  }

  private String cursorLine() {
    int row = terminal.primaryCursorRow();
    return lineText(lineStart(row), lineEnd(row));
  }

  private String lineText(int first, int last) {
    text.clear();
    if (continuesHead(first)) {
      text.append(head);
    }
    for (int row = first; row <= last; row++) {
      Row part = terminal.primaryRow(row);
      text.append(part, row < last ? part.length() : part.trimmedLength());
    }
    text.trim();
    return text.toString();
  }

  private long lineAt(int first, int last) {
    long at = continuesHead(first) ? headAt : 0;
    for (int row = first; row <= last; row++) {
      at = Math.max(at, terminal.primaryRow(row).changedAt());
    }
    return at;
  }

  /**
   * Gives the lines that begin in rows {@code first} to {@code last}, but not that at {@code skip}.
   */
  private void emitRange(int first, int last, int skip) {
    if (hasHead && !continuesHead(0) && last >= first) {
      emitHead();
    }
    for (int row = first; row <= last; ) {
      int end = lineEnd(row);
      if (row != skip) {
        emitLine(row, end);
      }
      row = end + 1;
    }
    for (int row = last; row >= first && isPassedOver(terminal.primaryRow(row)); row--) {
      gap = Math.max(0, gap - 1); // no text followed yet: to be counted when it does
    }
  }

  private void emitLine(int first, int last) {
    if (!isChanged(first, last)) {
      if (isPassedOver(terminal.primaryRow(first))) {
        gap++;
      }
      return;
    }
    boolean headed = continuesHead(first);
    String note = headed ? headNote : terminal.primaryRow(first).note();
    String line = lineText(first, last);
    long at = lineAt(first, last);
    boolean lineFed = headed && headLineFed;
    for (int row = first; row <= last; row++) {
      lineFed |= terminal.primaryRow(row).isLineFed();
    }
    hasHead &= !headed;
    String given = give(at, line, note, lineFed);
    if (given == null) {
      gap++;
    } else if (!given.isEmpty()) {
      notePassedOverAbove(first);
    }
    note(first, last, given);
  }

  /** Notes that the blank rows above a line were counted. */
  private void notePassedOverAbove(int first) {
    for (int row = first - 1; row >= 0 && terminal.primaryRow(row).isBlank(); row--) {
      if (isPassedOver(terminal.primaryRow(row))) {
        terminal.primaryRow(row).setNote("");
      }
    }
  }

  private void note(int first, int last, @Nullable String note) {
    terminal.primaryRow(first).setNote(note);
    for (int row = first + 1; row <= last; row++) {
      terminal.primaryRow(row).setNote(JOINED);
    }
  }

  private static boolean isPassedOver(Row row) {
    return row.note() == null && !row.isChanged() && row.isBlank();
  }

  private void emitHead() {
    hasHead = false;
    head.trim();
    if (give(headAt, head.toString(), headNote, headLineFed) == null) {
      gap++;
    }
  }

  /**
   * Gives a line unless it stands as it was given before.
   *
   * @param note what was given before; null when nothing was
   * @return what is to be noted now
   */
  private @Nullable String give(long at, String line, @Nullable String note, boolean lineFed) {
    if (line.isEmpty()) {
      if (note != null || !lineFed) {
        return note;
      }
      sink.line(duration(at), "");
      return "";
    }
    if (!line.equals(note)) {
      emit(at, line);
    }
    return line;
  }

  private void emit(long at, String line) {
    for (; gap > 0; gap--) {
      if (textAbove) {
        sink.line(duration(at), "");
      }
    }
    textAbove = true;
    sink.line(duration(at), line);
  }

  private Duration duration(long nanos) {
    if (nanos != durationNanos) {
      durationNanos = nanos;
      duration = Duration.ofNanos(nanos);
    }
    return duration;
  }
}
