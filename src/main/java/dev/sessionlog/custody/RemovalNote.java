package dev.sessionlog.custody;

import java.io.IOException;

/** Takes a note of what is about to be removed. Thread-safe. */
public interface RemovalNote {
  /**
   * Notes it; the note is kept when this returns.
   *
   * @throws IOException when it cannot be kept; then what it says must not be done
   */
  void note(String what) throws IOException;
}
