package dev.sessionlog.replay;

import dev.sessionlog.replay.Key.Kind;
import java.util.Optional;

/**
 * Decodes keys from the characters that a terminal sends, see "PC-Style Function Keys" of xterm.
 * Unknown sequences are swallowed completely. Not thread-safe.
 */
final class KeyDecoder {
  private static final int ESC = 0x1b;
  private static final int LONGEST = 32;

  /** The incomplete sequence without its ESC; null if there is none. */
  private final StringBuilder sequence = new StringBuilder();

  private boolean begun;

  /** Processes a character; returns the key that it completes. */
  Optional<Key> accept(int c) {
    if (!begun) {
      begun = c == ESC;
      return begun ? Optional.empty() : Optional.of(plain(c));
    }
    if (sequence.isEmpty() && c != '[' && c != 'O') {
      begun = c == ESC;
      return Optional.of(Key.of(Kind.ESCAPE));
    }
    sequence.appendCodePoint(c);
    boolean ends = sequence.length() > 1 && c >= '@' && c <= '~';
    return ends || sequence.length() > LONGEST ? Optional.of(end()) : Optional.empty();
  }

  /** Called if nothing came for a while; returns the escape key if only that was pressed. */
  Optional<Key> pause() {
    if (!begun) {
      return Optional.empty();
    }
    sequence.setLength(0);
    begun = false;
    return Optional.of(Key.of(Kind.ESCAPE));
  }

  private static Key plain(int c) {
    return switch (c) {
      case 3 -> Key.of(Kind.INTERRUPT);
      case '\r', '\n' -> Key.of(Kind.ENTER);
      case 8, 0x7f -> Key.of(Kind.BACKSPACE);
      default -> c < ' ' ? Key.of(Kind.OTHER) : Key.of(c);
    };
  }

  private Key end() {
    String known = sequence.substring(1);
    sequence.setLength(0);
    begun = false;
    return Key.of(
        switch (known) {
          case "A" -> Kind.UP;
          case "B" -> Kind.DOWN;
          case "C" -> Kind.RIGHT;
          case "D" -> Kind.LEFT;
          case "H", "1~", "7~" -> Kind.HOME;
          case "F", "4~", "8~" -> Kind.END;
          case "5~" -> Kind.PAGE_UP;
          case "6~" -> Kind.PAGE_DOWN;
          default -> Kind.OTHER;
        });
  }
}
