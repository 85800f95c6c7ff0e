package dev.sessionlog.cli;

/** What the program returns to the shell; listed in sessionlog(1) under EXIT STATUS. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** Something failed; a message says what. */
  static final int FAILED = 1;

  /** The command line or the configuration is wrong; nothing was done. */
  static final int USAGE = 2;

  /** There is no such session or user, or more than one that the name could mean. */
  static final int NOT_FOUND = 3;

  /** A recording is damaged. */
  static final int CORRUPT = 4;

  /** Another process holds what is needed, such as a second collector for one run directory. */
  static final int LOCKED = 5;

  /** Whoever read the output has gone: what a shell reports of a program that SIGPIPE ended. */
  static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
