package dev.sessionlog.collector;

import java.io.IOException;

/** Reports that a collector for all users was started without root. */
public final class NotRootException extends IOException {
  private static final long serialVersionUID = 1L;

  NotRootException() {
    super("system mode needs root; start it as root, or without --system");
  }
}
