package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** A ledger does not give what its checkpoints say. */
public final class DamagedLedgerException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedLedgerException(Path folder, String what) {
    super(folder + ": " + what);
  }
}
