package dev.sessionlog.export;

/**
 * Tells the text of a terminal's output from its control sequences, byte by byte, as far as lines
 * go: a sequence that moves the cursor elsewhere ends a line, one of colour does not. For one
 * thread.
 */
final class Sequences {
  private static final int ESC = 0x1b;
  private static final int BEL = 0x07;

  /** The last byte of those CSI sequences that leave the cursor on its line. */
  private static final String STAYS = "mKCDGPX@hlnqrstu`a";

  private State state = State.GROUND;

  private enum State {
    GROUND,
    ESCAPE,
    CSI,
    /** Up to BEL or ST: OSC, DCS, APC, PM, SOS. */
    STRING,
    STRING_ESCAPE,
    /** A designation of a character set, such as {@code ESC ( B}. */
    ONE_MORE
  }

  /** What a byte is. */
  enum Kind {
    TEXT,
    /** Of a sequence. */
    CONTROL,
    BACK,
    /** The end of a line. */
    END
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
      case '\n', '\r', 0x0b, 0x0c -> Kind.END;
      default -> (c < ' ' && c != '\t') || c == 0x7f ? Kind.CONTROL : Kind.TEXT;
    };
  }

  private Kind escape(int c) {
    return switch (c) {
      case '[' -> go(State.CSI);
      case ']', 'P', '_', '^', 'X' -> go(State.STRING);
      case '(', ')', '*', '+', '#', '%', ' ' -> go(State.ONE_MORE);
      default -> go(State.GROUND);
    };
  }

  private Kind csi(int c) {
    if (c < 0x40 || c > 0x7e) {
      return Kind.CONTROL;
    }
    state = State.GROUND;
    return STAYS.indexOf(c) >= 0 ? Kind.CONTROL : Kind.END;
  }

  private Kind string(int c) {
    if (c == BEL || c == '\n') {
      return go(State.GROUND);
    }
    return c == ESC ? go(State.STRING_ESCAPE) : Kind.CONTROL;
  }
}
