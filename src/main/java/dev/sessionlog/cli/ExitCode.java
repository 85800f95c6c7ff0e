package dev.sessionlog.cli;

/** The exit codes of the program, listed in sessionlog(1) under EXIT STATUS. */
final class ExitCode {
  /** Success. */
  static final int OK = 0;

  /** Something failed; a message says what. */
  static final int FAILED = 1;

  /** The command line or the configuration is wrong; nothing was done. */
  static final int USAGE = 2;

  /** There is no such session or user, or the name is ambiguous. */
  static final int NOT_FOUND = 3;

  /** A recording is damaged. */
  static final int CORRUPT = 4;

  /** Another process holds the lock, for example another collector of the run directory. */
  static final int LOCKED = 5;

  /** The reader of the output is gone; the code that a shell reports after SIGPIPE. */
  static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
