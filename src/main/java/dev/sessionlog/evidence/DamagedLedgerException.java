package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** Reports that a ledger does not match its checkpoints. */
public final class DamagedLedgerException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedLedgerException(Path folder, String what) {
    super(folder + ": " + what);
  }
}
