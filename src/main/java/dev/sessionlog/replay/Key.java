package dev.sessionlog.replay;

/**
 * A key that was pressed.
 *
 * @param kind its kind
 * @param character the character of a key of kind {@link Kind#CHARACTER}; otherwise 0
 */
record Key(Kind kind, int character) {
  /** The keys there are. */
  enum Kind {
    CHARACTER,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    ENTER,
    ESCAPE,
    BACKSPACE,
    /** ^C. */
    INTERRUPT,
    /** A key, or an answer of the terminal, without a meaning here. */
    OTHER
  }

  static Key of(Kind kind) {
    return new Key(kind, 0);
  }

  static Key of(int character) {
    return new Key(Kind.CHARACTER, character);
  }
}
