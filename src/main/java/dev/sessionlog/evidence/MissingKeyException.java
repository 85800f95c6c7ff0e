package dev.sessionlog.evidence;

import java.io.IOException;

/** The key that should sign is not there: somebody removed it, or the ledger is older than it. */
public final class MissingKeyException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingKeyException(String message) {
    super(message);
  }
}
