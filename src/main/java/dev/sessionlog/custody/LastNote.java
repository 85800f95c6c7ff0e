package dev.sessionlog.custody;

import java.io.IOException;

/** The audit note that is written before a recording is removed, held or released. */
public interface LastNote {
  /**
   * Writes the note.
   *
   * @throws IOException if that fails; then nothing is changed
   */
  void take() throws IOException;
}
