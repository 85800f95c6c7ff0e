package dev.sessionlog.terminal;

/**
 * Executes control functions: maps sequences to operations of the {@link Screen}. Unknown ones are
 * ignored, as by a terminal. The sequences are those of ECMA-48 and of xterm ("XTerm Control
 * Sequences"); names in comments are theirs.
 */
final class Interpreter implements ControlFunctions {
  private final Screen screen;
  private final Modes modes;
  private final Titles titles;
  private boolean reportsControls;

  Interpreter(Screen screen) {
    this(screen, new Modes(screen), new Titles());
  }

  private Interpreter(Screen screen, Modes modes, Titles titles) {
    this.screen = screen;
    this.modes = modes;
    this.titles = titles;
  }

  /** Returns an interpreter with the same modes for a copy of the screen. */
  Interpreter copy(Screen newScreen) {
    Interpreter copy = new Interpreter(newScreen, modes.copy(newScreen), titles.copy());
    copy.reportsControls = reportsControls;
    return copy;
  }

  String title() {
    return titles.current();
  }

  Modes modes() {
    return modes;
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
    if (modes.isNewLine()) {
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
      case '#' -> shape(last);
      case '(', ')', '*', '+' -> designate(intermediate - '(', Charset.of(last));
      case '-', '.', '/' -> designate(intermediate - '-' + 1, Charset.ASCII); // sets of 96
      default -> {}
    }
    screen.printer.forgetLast();
  }

  /**
   * Sets the size of the characters in the cursor's row, or draws the pattern of DECALN. Most
   * terminals do not support lines of double width, so their text must not be cut off at half of
   * the columns.
   */
  private void shape(int last) {
    switch (last) {
      case '3', '4', '6' -> { // DECDHL, DECDWL
        screen.cursor.line().setDoubled(screen.isStyled());
        screen.cursor.fitLine();
      }
      case '5' -> screen.cursor.line().setDoubled(false); // DECSWL
      case '8' -> screen.editor.fillWithE(); // DECALN
      default -> {}
    }
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
      case 'V' -> guard(true); // SPA
      case 'W' -> guard(false); // EPA
      case '7' -> screen.saved.save(); // DECSC
      case '8' -> screen.saved.restore(); // DECRC
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
    modes.reset();
    titles.forget();
  }

  @Override
  public void sequence(int marker, int intermediate, int last, Parameters parameters) {
    announce();
    if (last != 'm' && parameters.haveSubs()) {
      return; // colons stand in SGR alone
    }
    if (marker == 0 && intermediate == 0) {
      sequence(last, parameters);
    } else if (marker == '?' && intermediate == 0) {
      privateSequence(last, parameters);
    } else if (marker == 0 && intermediate == '!' && last == 'p') {
      screen.softReset(); // DECSTR
      modes.softReset();
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

  private void guard(boolean on) {
    screen.eraser.setProtection(Eraser.Protection.ERASING);
    screen.setStyle(Style.withProtection(screen.style(), on));
  }

  private void protect(int kind) {
    if (kind <= 2) {
      screen.eraser.setProtection(Eraser.Protection.SELECTIVE_ERASING);
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
      case 'J' -> screen.eraser.eraseDisplay(parameters.get(0)); // ED
      case 'K' -> screen.eraser.eraseLine(parameters.get(0)); // EL
      case 'L' -> screen.editor.insertLines(count); // IL
      case 'M' -> screen.editor.deleteLines(count); // DL
      case 'P' -> screen.editor.deleteCharacters(count); // DCH
      case 'S' -> screen.editor.scrollUp(count); // SU
      case 'T' -> scrollDown(parameters);
      case 'X' -> screen.eraser.eraseCharacters(count); // ECH
      case 'Z' -> screen.cursor.backTab(count); // CBT
      case '^' -> screen.editor.scrollDown(count); // SD
      case 'a' -> screen.cursor.moveColumns(count); // HPR
      case 'b' -> screen.printer.repeat(count); // REP
      case 'd' -> screen.cursor.moveToRow(count - 1); // VPA
      case 'e' -> screen.cursor.moveRowsOverMargins(count); // VPR
      case 'g' -> clearTabs(parameters.get(0)); // TBC
      case 'h' -> modes.set(parameters, true); // SM
      case 'l' -> modes.set(parameters, false); // RM
      case 'm' -> screen.setStyle(GraphicRendition.apply(screen.style(), parameters)); // SGR
      case 'r' -> screen.setMargins(parameters.get(0), parameters.get(1)); // DECSTBM
      case 's' -> saveCursorOrSetMargins(parameters);
      case 't' -> titles.stack(parameters.get(0), parameters.get(1)); // XTWINOPS
      case 'u' -> screen.saved.restore(); // SCORC
      default -> {}
    }
  }

  private void moveLines(int count) {
    screen.cursor.moveRows(count);
    screen.cursor.carriageReturn();
  }

  /** SD; with more parameters, mouse highlighting. */
  private void scrollDown(Parameters parameters) {
    if (parameters.count() <= 1) {
      screen.editor.scrollDown(parameters.get(0, 1));
    }
  }

  /** DECSLRM while left and right margins are allowed, otherwise SCOSC. */
  private void saveCursorOrSetMargins(Parameters parameters) {
    if (screen.margins.haveSides()) {
      screen.setSideMargins(parameters.get(0), parameters.get(1));
    } else if (parameters.count() == 0) {
      screen.saved.save();
    }
  }

  private void clearTabs(int kind) {
    if (kind == 0) {
      screen.tabs.clear(screen.cursor.column());
    } else if (kind == 3) {
      screen.tabs.clearAll();
    }
  }

  private void privateSequence(int last, Parameters parameters) {
    switch (last) {
      case 'J' -> screen.eraser.eraseDisplayUnprotected(parameters.get(0)); // DECSED
      case 'K' -> screen.eraser.eraseLineUnprotected(parameters.get(0)); // DECSEL
      case 'h' -> modes.setPrivate(parameters, true); // DECSET
      case 'l' -> modes.setPrivate(parameters, false); // DECRST
      case 'r' -> modes.restore(parameters); // XTRESTORE
      case 's' -> modes.save(parameters); // XTSAVE
      default -> {}
    }
  }

  @Override
  public void command(String text) {
    announce();
    int semicolon = text.indexOf(';');
    if (semicolon == 1 && (text.charAt(0) == '0' || text.charAt(0) == '2')) {
      titles.set(text.substring(2));
      screen.listener.titleChanged(titles.current());
    } else if (isOfShell(text, semicolon)) {
      screen.listener.shellTold(text);
    }
    screen.printer.forgetLast();
  }

  private static boolean isOfShell(String text, int semicolon) {
    return switch (semicolon) {
      case 1 -> text.startsWith("7");
      case 3 -> text.startsWith("133") || text.startsWith("633");
      case 4 -> text.startsWith("1337");
      default -> false;
    };
  }

  private void announce() {
    if (reportsControls) {
      screen.listener.controlComing();
    }
  }
}
