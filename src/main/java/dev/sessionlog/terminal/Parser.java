package dev.sessionlog.terminal;

/**
 * The state machine that separates control sequences from text, after the diagram of DEC's
 * terminals by Paul Williams (vt100.net/emu/dec_ansi_parser). Its input is code points.
 *
 * <p>The 8-bit controls U+0080 to U+009F are neither obeyed nor shown, as by xterm with UTF-8 and
 * by tmux: text that was encoded twice is full of them. Device control strings and SOS, PM and APC
 * strings are skipped to their end, as terminals skip those they do not know. No string can hide
 * all later output: a string ends after {@value #LONGEST_STRING} characters, the limit of tmux, and
 * also at the end of a line, except device control strings, which may contain lines of an image.
 */
final class Parser {
  /** The most characters of an operating system command that are kept. */
  static final int MAX_STRING = 4096;

  /** The most characters of a string; anything longer is not a string. */
  static final int LONGEST_STRING = 1 << 20;

  private static final int CAN = 0x18;
  private static final int SUB = 0x1A;
  private static final int ESC = 0x1B;
  private static final int DEL = 0x7F;
  private static final int PALETTE_DIGITS = 7;

  private enum State {
    GROUND,
    ESCAPE,
    ESCAPE_INTERMEDIATE,
    SEQUENCE_ENTRY,
    SEQUENCE_PARAMETERS,
    SEQUENCE_INTERMEDIATE,
    SEQUENCE_IGNORED,
    COMMAND_STRING,
    PALETTE,
    IGNORED_STRING,
    DEVICE_STRING
  }

  private final ControlFunctions functions;
  private final Parameters parameters;
  private final StringBuilder string = new StringBuilder();
  private State state = State.GROUND;

  /** The number of characters of the present string, kept or not. */
  private int taken;

  private int marker;
  private int intermediate;
  private boolean severalIntermediates;

  Parser(ControlFunctions functions) {
    this(functions, new Parameters());
  }

  private Parser(ControlFunctions functions, Parameters parameters) {
    this.functions = functions;
    this.parameters = parameters;
  }

  /** Returns a copy in the same state, even within a sequence. */
  Parser copy(ControlFunctions newFunctions) {
    Parser copy = new Parser(newFunctions, parameters.copy());
    copy.string.append(string);
    copy.state = state;
    copy.taken = taken;
    copy.marker = marker;
    copy.intermediate = intermediate;
    copy.severalIntermediates = severalIntermediates;
    return copy;
  }

  /** Returns true if no control sequence has begun. */
  boolean isGround() {
    return state == State.GROUND;
  }

  void accept(int c) {
    if (c == ESC) {
      endString();
      clear();
      state = State.ESCAPE;
    } else if (c == CAN || c == SUB) {
      state = State.GROUND;
    } else if (c < 0x80 || c >= 0xA0) {
      inState(c);
    }
  }

  private void inState(int c) {
    switch (state) {
      case GROUND -> ground(c);
      case ESCAPE -> escape(c);
      case ESCAPE_INTERMEDIATE -> escapeIntermediate(c);
      case SEQUENCE_ENTRY, SEQUENCE_PARAMETERS -> sequenceParameters(c);
      case SEQUENCE_INTERMEDIATE -> sequenceIntermediate(c);
      case SEQUENCE_IGNORED -> sequenceIgnored(c);
      case COMMAND_STRING -> commandString(c);
      case PALETTE -> palette(c);
      case IGNORED_STRING, DEVICE_STRING -> ignoredString(c);
    }
  }

  private void ground(int c) {
    if (c < 0x20) {
      functions.control(c);
    } else if (c != DEL) {
      functions.print(c);
    }
  }

  private void escape(int c) {
    if (!controlInside(c)) {
      return;
    }
    switch (c) {
      case '[' -> beginSequence();
      case ']' -> beginCommand();
      case 'P' -> beginString(State.DEVICE_STRING);
      case 'X', '^', '_', 'k' -> beginString(State.IGNORED_STRING); // k: the title, for screen(1)
      default -> {
        if (c < 0x30) {
          collect(c);
          state = State.ESCAPE_INTERMEDIATE;
        } else {
          state = State.GROUND;
          functions.escape(0, c);
        }
      }
    }
  }

  private void escapeIntermediate(int c) {
    if (!controlInside(c)) {
      return;
    }
    if (c < 0x30) {
      collect(c);
      return;
    }
    state = State.GROUND;
    if (!severalIntermediates) {
      functions.escape(intermediate, c);
    }
  }

  private void sequenceParameters(int c) {
    if (!controlInside(c)) {
      return;
    }
    if (c >= '0' && c <= '9') {
      parameters.digit(c - '0');
      state = State.SEQUENCE_PARAMETERS;
    } else if (c == ';' || c == ':') {
      parameters.separator(c == ':');
      state = State.SEQUENCE_PARAMETERS;
    } else if (c < 0x30) {
      collect(c);
      state = State.SEQUENCE_INTERMEDIATE;
    } else if (c >= 0x40) {
      endSequence(c);
    } else if (state == State.SEQUENCE_ENTRY) {
      marker = c;
      state = State.SEQUENCE_PARAMETERS;
    } else {
      state = State.SEQUENCE_IGNORED;
    }
  }

  private void sequenceIntermediate(int c) {
    if (!controlInside(c)) {
      return;
    }
    if (c < 0x30) {
      collect(c);
    } else if (c >= 0x40) {
      endSequence(c);
    } else {
      state = State.SEQUENCE_IGNORED;
    }
  }

  private void sequenceIgnored(int c) {
    if (controlInside(c) && c >= 0x40) {
      state = State.GROUND;
    }
  }

  private void commandString(int c) {
    if (c == 0x07) {
      endString();
      state = State.GROUND;
    } else if (string.isEmpty() && c == 'P') {
      state = State.PALETTE;
    } else if (string.isEmpty() && c == 'R') {
      state = State.GROUND; // resets the palette of the Linux console
    } else if (isStringOver(c)) {
      string.setLength(0);
      state = State.GROUND;
      inState(c);
    } else if (c >= 0x20 && c != DEL && string.length() < MAX_STRING) {
      string.appendCodePoint(c);
    }
  }

  /** A colour of the Linux console's palette: seven hexadecimal digits, and no end. */
  private void palette(int c) {
    if (Character.digit(c, 16) < 0 || c > DEL) {
      string.append('P');
      state = State.COMMAND_STRING;
      commandString(c);
    } else if (taken++ == PALETTE_DIGITS - 1) {
      state = State.GROUND;
    }
  }

  private void ignoredString(int c) {
    if (isStringOver(c)) {
      state = State.GROUND;
      inState(c);
    }
  }

  /**
   * Counts a character of a string; returns true if it is not a string after all, and the character
   * is text.
   */
  private boolean isStringOver(int c) {
    taken++;
    boolean lineEnds = c == '\r' || c == '\n';
    return taken > LONGEST_STRING || (lineEnds && state != State.DEVICE_STRING);
  }

  /**
   * Handles characters within a sequence that do not belong to it: control characters act at once,
   * DEL is ignored, and a character beyond ASCII ends the sequence and is swallowed with it, as by
   * xterm.
   *
   * @return true if the character still has to be handled
   */
  private boolean controlInside(int c) {
    if (c < 0x20) {
      functions.control(c);
      return false;
    }
    if (c > DEL) {
      state = State.GROUND;
      return false;
    }
    return c != DEL;
  }

  private void beginSequence() {
    clear();
    state = State.SEQUENCE_ENTRY;
  }

  private void endSequence(int c) {
    state = State.GROUND;
    if (!severalIntermediates) {
      functions.sequence(marker, intermediate, c, parameters);
    }
  }

  private void beginCommand() {
    string.setLength(0);
    beginString(State.COMMAND_STRING);
  }

  private void beginString(State kind) {
    taken = 0;
    state = kind;
  }

  private void endString() {
    if (state == State.COMMAND_STRING) {
      functions.command(string.toString());
      string.setLength(0);
    }
  }

  private void collect(int c) {
    severalIntermediates |= intermediate != 0;
    intermediate = c;
  }

  private void clear() {
    marker = 0;
    intermediate = 0;
    severalIntermediates = false;
    parameters.clear();
  }
}
