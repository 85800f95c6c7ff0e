package dev.sessionlog.custody;

import java.io.IOException;

/** What is to happen before a recording goes, or is held or released. */
public interface LastNote {
  /**
   * Takes a note of it.
   *
   * @throws IOException when that fails; then all stays as it is
   */
  void take() throws IOException;
}
