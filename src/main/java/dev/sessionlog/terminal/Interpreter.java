package dev.sessionlog.terminal;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Obeys control functions: says which sequence asks for which operation of the {@link Screen}. What
 * it does not know it ignores, as a terminal does. The sequences are those of ECMA-48 and of xterm
 * ("XTerm Control Sequences"); names in comments are theirs.
 */
final class Interpreter implements ControlFunctions {
  /** How many characters of a window title are kept. */
  private static final int MAX_TITLE = 256;

  /** How many titles are put aside. */
  private static final int MAX_TITLES = 10;

  /** The modes that XTSAVE and XTRESTORE know. */
  private static final List<Integer> MODES = List.of(6, 7, 25, 40, 45, 47, 1045, 1047, 1049);

  private final Screen screen;
  private String title = "";
  private boolean cursorVisible = true;
  private boolean newLineMode;

  /** Whether DECCOLM is obeyed: by xterm only when a program allowed it before. */
  private boolean widthMayChange;

  private boolean reportsControls;
  private final Deque<String> titles = new ArrayDeque<>();
  private BitSet modes = standardModes();
  private BitSet saved = standardModes();

  Interpreter(Screen screen) {
    this.screen = screen;
  }

  /** Returns an interpreter with the same modes for a copy of the screen. */
  Interpreter copy(Screen newScreen) {
    Interpreter copy = new Interpreter(newScreen);
    copy.title = title;
    copy.cursorVisible = cursorVisible;
    copy.newLineMode = newLineMode;
    copy.widthMayChange = widthMayChange;
    copy.reportsControls = reportsControls;
    copy.titles.addAll(titles);
    copy.modes = (BitSet) modes.clone();
    copy.saved = (BitSet) saved.clone();
    return copy;
  }

  String title() {
    return title;
  }

  boolean isCursorVisible() {
    return cursorVisible;
  }

  void reportControls(boolean wanted) {
    reportsControls = wanted;
  }

  @Override
  public void print(int codePoint) {
    screen.printer.print(codePoint);
  }

  @Override
  public void control(int c) {
    announce();
    switch (c) {
      case '\b' -> screen.cursor.backspace();
      case '\t' -> screen.cursor.tab(1);
      case '\n', 0x0B, '\f' -> newLine();
      case '\r' -> screen.cursor.carriageReturn();
      case 0x0E -> lock(1); // LS1
      case 0x0F -> lock(0); // LS0
      default -> {}
    }
    screen.printer.forgetLast();
  }

  private void newLine() {
    screen.cursor.lineFeed();
    if (newLineMode) {
      screen.cursor.carriageReturn();
    }
  }

  private void nextLine() {
    screen.cursor.lineFeed();
    screen.cursor.carriageReturn();
  }

  @Override
  public void escape(int intermediate, int last) {
    announce();
    switch (intermediate) {
      case 0 -> escape(last);
      case '#' -> {
        if (last == '8') {
          screen.editor.fillWithE(); // DECALN
        }
      }
      case '(', ')', '*', '+' -> designate(intermediate - '(', Charset.of(last));
      case '-', '.', '/' -> designate(intermediate - '-' + 1, Charset.ASCII); // sets of 96
      default -> {}
    }
    screen.printer.forgetLast();
  }

  private void designate(int number, Charset charset) {
    screen.printer.setCharsets(screen.printer.charsets().with(number, charset));
  }

  private void lock(int number) {
    screen.printer.setCharsets(screen.printer.charsets().locked(number));
  }

  private void shiftOnce(int number) {
    screen.printer.setCharsets(screen.printer.charsets().single(number));
  }

  private void escape(int last) {
    switch (last) {
      case '6' -> screen.editor.backIndex(); // DECBI
      case '9' -> screen.editor.forwardIndex(); // DECFI
      case 'N' -> shiftOnce(2); // SS2
      case 'O' -> shiftOnce(3); // SS3
      case 'n' -> lock(2); // LS2
      case 'o' -> lock(3); // LS3
      case '7' -> screen.saveCursor(); // DECSC
      case '8' -> screen.restoreCursor(); // DECRC
      case 'D' -> screen.cursor.lineFeed(); // IND
      case 'E' -> nextLine(); // NEL
      case 'H' -> screen.tabs.set(screen.cursor.column()); // HTS
      case 'M' -> screen.cursor.reverseLineFeed(); // RI
      case 'c' -> reset(); // RIS
      default -> {}
    }
  }

  private static BitSet standardModes() {
    BitSet standard = new BitSet();
    standard.set(MODES.indexOf(7));
    standard.set(MODES.indexOf(25));
    return standard;
  }

  private void reset() {
    screen.reset();
    screen.cursor.setReverseWrap(false);
    modes = standardModes();
    titles.clear();
    cursorVisible = true;
    newLineMode = false;
    widthMayChange = false;
  }

  @Override
  public void sequence(int marker, int intermediate, int last, Parameters parameters) {
    announce();
    if (marker == 0 && intermediate == 0) {
      sequence(last, parameters);
    } else if (marker == '?' && intermediate == 0) {
      privateSequence(last, parameters);
    } else if (marker == 0 && intermediate == '!' && last == 'p') {
      screen.softReset(); // DECSTR
      cursorVisible = true;
      newLineMode = false;
    } else if (marker == 0) {
      extended(intermediate, last, parameters);
    }
    screen.printer.forgetLast();
  }

  private void extended(int intermediate, int last, Parameters parameters) {
    int count = parameters.get(0, 1);
    switch (intermediate) {
      case ' ' -> {
        if (last == '@') {
          screen.editor.scrollLeft(count); // SL
        } else if (last == 'A') {
          screen.editor.scrollRight(count); // SR
        }
      }
      case '\'' -> {
        if (last == '}') {
          screen.editor.insertColumns(count); // DECIC
        } else if (last == '~') {
          screen.editor.deleteColumns(count); // DECDC
        }
      }
      case '"' -> {
        if (last == 'q') {
          protect(parameters.get(0)); // DECSCA
        }
      }
      case '$' -> Rectangles.obey(screen, last, parameters);
      default -> {}
    }
  }

  private void protect(int kind) {
    if (kind <= 2) {
      screen.setStyle(Style.withProtection(screen.style(), kind == 1));
    }
  }

  private void sequence(int last, Parameters parameters) {
    int count = parameters.get(0, 1);
    switch (last) {
      case '@' -> screen.editor.insertCharacters(count); // ICH
      case 'A' -> screen.cursor.moveRows(-count); // CUU
      case 'B' -> screen.cursor.moveRows(count); // CUD
      case 'C' -> screen.cursor.moveRight(count); // CUF
      case 'D' -> screen.cursor.back(count); // CUB
      case 'E' -> moveLines(count); // CNL
      case 'F' -> moveLines(-count); // CPL
      case 'G', '`' -> screen.cursor.moveToColumnNumber(count - 1); // CHA, HPA
      case 'H', 'f' -> screen.cursor.moveTo(count - 1, parameters.get(1, 1) - 1); // CUP, HVP
      case 'I' -> screen.cursor.tab(count); // CHT
      case 'J' -> screen.editor.eraseDisplay(parameters.get(0)); // ED
      case 'K' -> screen.editor.eraseLine(parameters.get(0)); // EL
      case 'L' -> screen.editor.insertLines(count); // IL
      case 'M' -> screen.editor.deleteLines(count); // DL
      case 'P' -> screen.editor.deleteCharacters(count); // DCH
      case 'S' -> screen.editor.scrollUp(count); // SU
      case 'T' -> scrollDown(parameters);
      case 'X' -> screen.editor.eraseCharacters(count); // ECH
      case 'Z' -> screen.cursor.backTab(count); // CBT
      case '^' -> screen.editor.scrollDown(count); // SD
      case 'a' -> screen.cursor.moveColumns(count); // HPR
      case 'b' -> screen.printer.repeat(count); // REP
      case 'd' -> screen.cursor.moveToRow(count - 1); // VPA
      case 'e' -> screen.cursor.moveRowsOverMargins(count); // VPR
      case 'g' -> clearTabs(parameters.get(0)); // TBC
      case 'h' -> setModes(parameters, true); // SM
      case 'l' -> setModes(parameters, false); // RM
      case 'm' -> screen.setStyle(GraphicRendition.apply(screen.style(), parameters)); // SGR
      case 'r' -> screen.setMargins(parameters.get(0), parameters.get(1)); // DECSTBM
      case 's' -> saveCursorOrSetMargins(parameters);
      case 't' -> stackTitle(parameters); // XTWINOPS
      case 'u' -> screen.restoreCursor(); // SCORC
      default -> {}
    }
  }

  private void moveLines(int count) {
    screen.cursor.moveRows(count);
    screen.cursor.carriageReturn();
  }

  /** SD; with more parameters it is about highlighting with the mouse. */
  private void scrollDown(Parameters parameters) {
    if (parameters.count() <= 1) {
      screen.editor.scrollDown(parameters.get(0, 1));
    }
  }

  /** DECSLRM while left and right margins are allowed, else SCOSC. */
  private void saveCursorOrSetMargins(Parameters parameters) {
    if (screen.margins.haveSides()) {
      screen.setSideMargins(parameters.get(0), parameters.get(1));
    } else if (parameters.count() == 0) {
      screen.saveCursor();
    }
  }

  /** Of what is asked of the window only this: titles are put aside and taken back. */
  private void stackTitle(Parameters parameters) {
    if (parameters.get(1) == 1) {
      return; // the icon's alone
    }
    if (parameters.get(0) == 22 && titles.size() < MAX_TITLES) {
      titles.push(title);
    } else if (parameters.get(0) == 23 && !titles.isEmpty()) {
      title = titles.pop();
    }
  }

  private void clearTabs(int kind) {
    if (kind == 0) {
      screen.tabs.clear(screen.cursor.column());
    } else if (kind == 3) {
      screen.tabs.clearAll();
    }
  }

  private void setModes(Parameters parameters, boolean on) {
    for (int i = 0; i < parameters.count(); i++) {
      switch (parameters.get(i)) {
        case 4 -> screen.printer.setInsert(on); // IRM
        case 20 -> newLineMode = on; // LNM
        default -> {}
      }
    }
  }

  private void privateSequence(int last, Parameters parameters) {
    switch (last) {
      case 'J' -> screen.editor.eraseDisplayUnprotected(parameters.get(0)); // DECSED
      case 'K' -> screen.editor.eraseLineUnprotected(parameters.get(0)); // DECSEL
      case 'h' -> setPrivateModes(parameters, true); // DECSET
      case 'l' -> setPrivateModes(parameters, false); // DECRST
      case 'r' -> restorePrivateModes(parameters); // XTRESTORE
      case 's' -> savePrivateModes(parameters); // XTSAVE
      default -> {}
    }
  }

  private void setPrivateModes(Parameters parameters, boolean on) {
    for (int i = 0; i < parameters.count(); i++) {
      setPrivateMode(parameters.get(i), on);
    }
  }

  private void savePrivateModes(Parameters parameters) {
    for (int i = 0; i < parameters.count(); i++) {
      int place = MODES.indexOf(parameters.get(i));
      if (place >= 0) {
        saved.set(place, modes.get(place));
      }
    }
  }

  private void restorePrivateModes(Parameters parameters) {
    for (int i = 0; i < parameters.count(); i++) {
      int place = MODES.indexOf(parameters.get(i));
      if (place >= 0) {
        setPrivateMode(parameters.get(i), saved.get(place));
      }
    }
  }

  private void setPrivateMode(int mode, boolean on) {
    int place = MODES.indexOf(mode);
    if (place >= 0) {
      modes.set(place, on);
    }
    switch (mode) {
      case 3 -> setColumns(); // DECCOLM
      case 6 -> screen.setOrigin(on); // DECOM
      case 7 -> screen.printer.setAutowrap(on); // DECAWM
      case 25 -> cursorVisible = on; // DECTCEM
      case 45, 1045 -> screen.cursor.setReverseWrap(on);
      case 69 -> screen.allowSideMargins(on); // DECLRMM
      case 40 -> widthMayChange = on; // xterm's leave for DECCOLM
      case 47 -> showAlternate(on, false, false);
      case 1047 -> showAlternate(on, false, !on);
      case 1048 -> saveOrRestore(on);
      case 1049 -> alternateWithCursor(on);
      default -> {}
    }
  }

  /** The window says when it has another width; the page is new either way. */
  private void setColumns() {
    if (widthMayChange) {
      screen.beginPage();
    }
  }

  private void showAlternate(boolean on, boolean clearFirst, boolean clearAfter) {
    if (on) {
      screen.enterAlternate(clearFirst);
    } else {
      screen.leaveAlternate(clearAfter);
    }
  }

  private void saveOrRestore(boolean save) {
    if (save) {
      screen.saveCursor();
    } else {
      screen.restoreCursor();
    }
  }

  private void alternateWithCursor(boolean on) {
    if (on && !screen.isAlternate()) {
      screen.saveCursor();
      screen.enterAlternate(true);
    } else if (!on) {
      screen.leaveAlternate(false);
      screen.restoreSavedCursor();
    }
  }

  @Override
  public void command(String text) {
    announce();
    int semicolon = text.indexOf(';');
    if (semicolon == 1 && (text.charAt(0) == '0' || text.charAt(0) == '2')) {
      String given = text.substring(2);
      int end = Math.min(given.length(), MAX_TITLE);
      if (end < given.length() && Character.isHighSurrogate(given.charAt(end - 1))) {
        end--;
      }
      title = PlainText.of(given.substring(0, end)).strip();
      screen.listener.titleChanged(title);
    }
    screen.printer.forgetLast();
  }

  private void announce() {
    if (reportsControls) {
      screen.listener.controlComing();
    }
  }
}
