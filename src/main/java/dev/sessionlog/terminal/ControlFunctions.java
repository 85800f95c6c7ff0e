package dev.sessionlog.terminal;

/** Receives what a {@link Parser} finds in a stream of characters (ECMA-48, section 5). */
interface ControlFunctions {
  /** A character to show. Never a control character. */
  void print(int codePoint);

  /** A control character of the set C0. */
  void control(int codePoint);

  /**
   * An escape sequence.
   *
   * @param intermediate the character before the last, 0 if there is none
   */
  void escape(int intermediate, int last);

  /**
   * A control sequence.
   *
   * @param marker the private marker, one of {@code <=>?}, 0 if there is none
   * @param intermediate the character before the last, 0 if there is none
   */
  void sequence(int marker, int intermediate, int last, Parameters parameters);

  /** The text of an operating system command, truncated to {@link Parser#MAX_STRING} characters. */
  void command(String text);
}
