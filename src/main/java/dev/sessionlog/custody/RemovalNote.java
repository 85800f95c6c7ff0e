package dev.sessionlog.custody;

import java.io.IOException;

/** Notes what is about to be removed. Thread-safe. */
public interface RemovalNote {
  /**
   * Writes the note, which is on the disk when this returns.
   *
   * @throws IOException if it cannot be written; then the removal must not be done
   */
  void note(String what) throws IOException;
}
