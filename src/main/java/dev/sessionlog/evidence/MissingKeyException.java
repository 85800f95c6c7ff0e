package dev.sessionlog.evidence;

import java.io.IOException;

/** Reports that the signing key is missing: it was removed, or the ledger is older than it. */
public final class MissingKeyException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingKeyException(String message) {
    super(message);
  }
}
