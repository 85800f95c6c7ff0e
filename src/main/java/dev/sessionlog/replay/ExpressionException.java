package dev.sessionlog.replay;

/** A regular expression that cannot be used on a screen, though Pattern took it. */
final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one whose message is a line for people. */
  ExpressionException(String message, Throwable cause) {
    super(message, cause);
  }
}
