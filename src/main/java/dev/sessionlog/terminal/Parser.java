package dev.sessionlog.terminal;

/**
 * The state machine that tells control sequences from text, after the diagram that Paul Williams
 * drew from DEC's terminals (vt100.net/emu/dec_ansi_parser). It takes code points, so that an 8-bit
 * control is U+0080 to U+009F in UTF-8 and never a lone byte. Device control strings and SOS, PM
 * and APC strings are skipped to their end, as terminals skip those they do not know.
 */
final class Parser {
  /** How many characters of an operating system command are kept. */
  static final int MAX_STRING = 4096;

  private static final int CAN = 0x18;
  private static final int SUB = 0x1A;
  private static final int ESC = 0x1B;
  private static final int DEL = 0x7F;

  private enum State {
    GROUND,
    ESCAPE,
    ESCAPE_INTERMEDIATE,
    SEQUENCE_ENTRY,
    SEQUENCE_PARAMETERS,
    SEQUENCE_INTERMEDIATE,
    SEQUENCE_IGNORED,
    COMMAND_STRING,
    IGNORED_STRING
  }

  private final ControlFunctions functions;
  private final Parameters parameters;
  private final StringBuilder string = new StringBuilder();
  private State state = State.GROUND;
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

  /** Returns a parser that stands where this one does, in the middle of a sequence too. */
  Parser copy(ControlFunctions newFunctions) {
    Parser copy = new Parser(newFunctions, parameters.copy());
    copy.string.append(string);
    copy.state = state;
    copy.marker = marker;
    copy.intermediate = intermediate;
    copy.severalIntermediates = severalIntermediates;
    return copy;
  }

  /** Returns true when the next character does not belong to a control sequence already begun. */
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
    } else if (c >= 0x80 && c < 0xA0) {
      control8(c);
    } else {
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
      case IGNORED_STRING -> {}
    }
  }

  private void control8(int c) {
    endString();
    state = State.GROUND;
    switch (c) {
      case 0x90, 0x98, 0x9E, 0x9F -> state = State.IGNORED_STRING;
      case 0x9B -> beginSequence();
      case 0x9C -> {} // string terminator
      case 0x9D -> beginCommand();
      default -> functions.control(c);
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
      case 'P', 'X', '^', '_' -> state = State.IGNORED_STRING;
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
    } else if (c >= 0x20 && c != DEL && string.length() < MAX_STRING) {
      string.appendCodePoint(c);
    }
  }

  /**
   * Deals with what may stand inside a sequence without belonging to it: control characters act at
   * once, DEL is nothing, and a character beyond ASCII ends the sequence and is shown.
   *
   * @return true when the character is left to do
   */
  private boolean controlInside(int c) {
    if (c < 0x20) {
      functions.control(c);
      return false;
    }
    if (c > DEL) {
      state = State.GROUND;
      functions.print(c);
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
    state = State.COMMAND_STRING;
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
