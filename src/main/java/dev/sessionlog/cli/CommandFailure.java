package dev.sessionlog.cli;

/** The end of a command that could not do what it was asked, with the line that says why. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Makes a failure.
   *
   * @param exitCode one of {@link ExitCode}
   * @param message what went wrong, with its object first, in small letters, without a full stop
   */
  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
