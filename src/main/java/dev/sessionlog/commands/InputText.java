package dev.sessionlog.commands;

import dev.sessionlog.commands.ScreenText.Place;
import dev.sessionlog.terminal.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is being typed: the text of the screen from a place on. For one thread. */
final class InputText {
  /** How many characters of a command are kept. */
  static final int LONGEST = 8192;

  /** How many blanks set a right prompt off, if it is not known to stand there. */
  private static final int GAP = 2;

  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final ScreenText screen;

  /** The text before {@link #start}: of rows that are gone, and of lines before this one. */
  private final StringBuilder before = new StringBuilder();

  private @Nullable Place start;

  /** What stood at the right edge of the first row before anything was typed. */
  private String rightPrompt = "";

  /** The last such text that was seen; a clock may have gone on since. */
  private String usual = "";

  private boolean touched;

  /** Whether something of what was read last, or of {@link #before}, was left out. */
  private boolean cut;

  InputText(ScreenText screen) {
    this.screen = screen;
  }

  /** Typing begins here. */
  void begin(Place at) {
    before.setLength(0);
    rightPrompt = "";
    touched = false;
    cut = false;
    start = at;
  }

  /** Typing goes on here, with another line after {@code text}. */
  void goOn(String text, Place at) {
    boolean wasCut = cut;
    begin(at);
    before.append(text).append('\n');
    cut = wasCut;
  }

  /** Nothing is being typed. */
  void forget() {
    before.setLength(0);
    start = null;
  }

  /**
   * Returns true when the cursor is where typing began, and was nowhere else when this was asked:
   * then what stands behind the cursor is no input.
   */
  boolean nothingTyped() {
    boolean atStart = screen.cursor().equals(start);
    touched |= !atStart;
    if (atStart && !touched) {
      rightPrompt = screen.behindCursor().strip();
      usual = rightPrompt.isEmpty() ? usual : rightPrompt;
    }
    return atStart;
  }

  /** Returns the row in which typing began; -1 when it is not on the screen that is shown. */
  long startRow() {
    Place from = start;
    return from == null || from.alternate() != screen.cursor().alternate() ? -1 : from.row();
  }

  /** The row with this number, which is the topmost, is about to leave its screen. */
  void scrolledOff(boolean alternate, long number, Row row, boolean continued) {
    Place from = start;
    if (from == null || from.alternate() != alternate || from.row() != number) {
      return;
    }
    String text = withoutRightPrompt(screen.behind(row, from.column()));
    append(before, continued ? text : text.stripTrailing());
    if (!continued) {
      append(before, "\n");
    }
    rightPrompt = "";
    start = new Place(alternate, number + 1, 0);
  }

  /** Returns what was typed, up to the end of the row in which the cursor is. */
  String withCursorRow() {
    return text(screen.cursor().row());
  }

  /** Returns what was typed, now that the cursor has left it: up to its row if it has text. */
  String upToCursor() {
    Place cursor = screen.cursor();
    return text(cursor.column() == 0 ? cursor.row() - 1 : cursor.row());
  }

  /** Returns true when the text that was returned last is only the beginning of what was typed. */
  boolean isCut() {
    return cut;
  }

  /** Returns what was typed above the cursor's row. */
  String aboveCursor() {
    return text(screen.cursor().row() - 1);
  }

  private String text(long last) {
    Place from = start;
    if (from == null || from.alternate() != screen.cursor().alternate()) {
      return "";
    }
    StringBuilder text = new StringBuilder(before);
    int column = from.column();
    long first = Math.max(from.row(), screen.top()); // rows that were deleted are gone
    for (long number = first; number <= last; number++) {
      if (text.length() >= LONGEST) {
        cut = true;
        break;
      }
      int index = (int) (number - screen.top());
      String part = screen.behind(screen.row(index), column);
      if (number == from.row()) {
        part = withoutRightPrompt(part);
      }
      boolean continued = number < last && screen.row(index + 1).isContinuation();
      append(text, continued ? part : part.stripTrailing() + "\n");
      column = 0;
    }
    return cleaned(text.toString());
  }

  private String withoutRightPrompt(String text) {
    String trimmed = text.stripTrailing();
    String right = rightPrompt.isEmpty() ? usual : rightPrompt;
    int end = trimmed.length() - right.length();
    boolean setOff = end == 0 || (end > GAP && trimmed.substring(end - GAP, end).isBlank());
    boolean same =
        !right.isEmpty() && setOff && digitless(trimmed.substring(end)).equals(digitless(right));
    return same ? trimmed.substring(0, end) : text;
  }

  private static String digitless(String text) {
    return DIGIT.matcher(text).replaceAll("0");
  }

  private void append(StringBuilder to, String text) {
    int room = Math.max(0, LONGEST - to.length());
    cut |= !text.isBlank() && text.stripTrailing().length() > room;
    to.append(text, 0, Math.min(text.length(), room));
  }

  /** Takes away what a shell wrote before each further line, and blank lines at the end. */
  private static String cleaned(String text) {
    List<String> lines = new ArrayList<>(List.of(text.stripTrailing().split("\n", -1)));
    boolean prompts = lines.stream().skip(1).allMatch(line -> Prompt.continuationEnd(line) > 0);
    for (int i = 1; prompts && i < lines.size(); i++) {
      lines.set(i, lines.get(i).substring(Prompt.continuationEnd(lines.get(i))));
    }
    return String.join("\n", lines).strip();
  }
}
