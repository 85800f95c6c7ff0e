package dev.sessionlog.export;

/** Separates the text of terminal output from control sequences, byte by byte. For one thread. */
final class Sequences {
  private static final int ESC = 0x1b;
  private static final int BEL = 0x07;

  private static final int MOST = 9999;

  private State state = State.GROUND;
  private int parameter;
  private boolean counts;
  private int last;

  private enum State {
    GROUND,
    ESCAPE,
    CSI,
    /** Up to BEL or ST: OSC, DCS, APC, PM, SOS. */
    STRING,
    STRING_ESCAPE,
    /** A designation of a character set, for example {@code ESC ( B}. */
    ONE_MORE
  }

  /** The kind of a byte. */
  enum Kind {
    TEXT,
    /** Part of a sequence. */
    CONTROL,
    /** Part of the text in a sequence, for example a title. */
    STRING,
    BACK,
    /** To the beginning of the row. */
    RETURN,
    /** To the row below. */
    DOWN,
    /** The last byte of a control sequence, {@link #last}. */
    MOVE
  }

  Kind take(byte value) {
    int c = value & 0xff;
    return switch (state) {
      case GROUND -> ground(c);
      case ESCAPE -> escape(c);
      case CSI -> csi(c);
      case STRING -> string(c);
      case STRING_ESCAPE, ONE_MORE -> go(State.GROUND);
    };
  }

  /** Returns the last byte of the control sequence that ended. */
  int last() {
    return last;
  }

  /** Returns its first number; 0 if it has none. */
  int parameter() {
    return parameter;
  }

  private Kind go(State next) {
    state = next;
    return Kind.CONTROL;
  }

  private Kind ground(int c) {
    if (c == ESC) {
      return go(State.ESCAPE);
    }
    return switch (c) {
      case '\b' -> Kind.BACK;
      case '\r' -> Kind.RETURN;
      case '\n', 0x0b, 0x0c -> Kind.DOWN;
      default -> (c < ' ' && c != '\t') || c == 0x7f ? Kind.CONTROL : Kind.TEXT;
    };
  }

  private Kind escape(int c) {
    return switch (c) {
      case '[' -> {
        parameter = 0;
        counts = true;
        yield go(State.CSI);
      }
      case ']', 'P', '_', '^', 'X' -> go(State.STRING);
      case '(', ')', '*', '+', '#', '%', ' ' -> go(State.ONE_MORE);
      default -> go(State.GROUND);
    };
  }

  private Kind csi(int c) {
    if (c >= '0' && c <= '9' && counts) {
      parameter = Math.min(MOST, parameter * 10 + c - '0');
    } else {
      counts = false;
    }
    if (c < 0x40 || c > 0x7e) {
      return Kind.CONTROL;
    }
    state = State.GROUND;
    last = c;
    return Kind.MOVE;
  }

  private Kind string(int c) {
    if (c == BEL || c == '\n') {
      return go(State.GROUND);
    }
    return c == ESC ? go(State.STRING_ESCAPE) : Kind.STRING;
  }
}
