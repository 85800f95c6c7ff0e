package dev.sessionlog.terminal;

/**
 * Obeys control functions: says which sequence asks for which operation of the {@link Screen}. What
 * it does not know it ignores, as a terminal does. The sequences are those of ECMA-48 and of xterm
 * ("XTerm Control Sequences"); names in comments are theirs.
 */
final class Interpreter implements ControlFunctions {
  /** How many characters of a window title are kept. */
  private static final int MAX_TITLE = 256;

  private final Screen screen;
  private String title = "";
  private boolean cursorVisible = true;
  private boolean newLineMode;

  /** Whether DECCOLM is obeyed: by xterm only when a program allowed it before. */
  private boolean widthMayChange;

  private boolean reportsControls;

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
      case 0x0E -> screen.printer.setCharsets(screen.printer.charsets().shiftedOut(true));
      case 0x0F -> screen.printer.setCharsets(screen.printer.charsets().shiftedOut(false));
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
      case '(' -> screen.printer.setCharsets(screen.printer.charsets().withG0(Charset.of(last)));
      case ')' -> screen.printer.setCharsets(screen.printer.charsets().withG1(Charset.of(last)));
      default -> {}
    }
    screen.printer.forgetLast();
  }

  private void escape(int last) {
    switch (last) {
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

  private void reset() {
    screen.reset();
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
    }
    screen.printer.forgetLast();
  }

  private void sequence(int last, Parameters parameters) {
    int count = parameters.get(0, 1);
    switch (last) {
      case '@' -> screen.editor.insertCharacters(count); // ICH
      case 'A', 'k' -> screen.cursor.moveRows(-count); // CUU, VPB
      case 'B', 'e' -> screen.cursor.moveRows(count); // CUD, VPR
      case 'C', 'a' -> screen.cursor.moveColumns(count); // CUF, HPR
      case 'D', 'j' -> screen.cursor.moveColumns(-count); // CUB, HPB
      case 'E' -> moveLines(count); // CNL
      case 'F' -> moveLines(-count); // CPL
      case 'G', '`' -> screen.cursor.moveToColumn(count - 1); // CHA, HPA
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
      case 'b' -> screen.printer.repeat(count); // REP
      case 'd' -> screen.cursor.moveToRow(count - 1); // VPA
      case 'g' -> clearTabs(parameters.get(0)); // TBC
      case 'h' -> setModes(parameters, true); // SM
      case 'l' -> setModes(parameters, false); // RM
      case 'm' -> screen.setStyle(GraphicRendition.apply(screen.style(), parameters)); // SGR
      case 'r' -> screen.setMargins(parameters.get(0), parameters.get(1)); // DECSTBM
      case 's' -> saveCursor(parameters);
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

  /** SCOSC; with parameters it sets left and right margins, which are not kept. */
  private void saveCursor(Parameters parameters) {
    if (parameters.count() == 0) {
      screen.saveCursor();
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
      case 'J' ->
          screen.editor.eraseDisplay(parameters.get(0)); // DECSED: no cell is protected here
      case 'K' -> screen.editor.eraseLine(parameters.get(0)); // DECSEL
      case 'h' -> setPrivateModes(parameters, true); // DECSET
      case 'l' -> setPrivateModes(parameters, false); // DECRST
      default -> {}
    }
  }

  private void setPrivateModes(Parameters parameters, boolean on) {
    for (int i = 0; i < parameters.count(); i++) {
      setPrivateMode(parameters.get(i), on);
    }
  }

  private void setPrivateMode(int mode, boolean on) {
    switch (mode) {
      case 3 -> setColumns(); // DECCOLM
      case 6 -> screen.setOrigin(on); // DECOM
      case 7 -> screen.printer.setAutowrap(on); // DECAWM
      case 25 -> cursorVisible = on; // DECTCEM
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
