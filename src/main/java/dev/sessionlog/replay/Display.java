package dev.sessionlog.replay;

import java.io.Closeable;
import java.io.IOException;

/** The terminal of whoever looks. For one thread, but for {@link #close}. */
interface Display extends Closeable {
  /** What {@link #read} returns when nothing was typed in time. */
  int NOTHING = -2;

  /** What {@link #read} returns when the terminal has gone. */
  int GONE = -1;

  /** Returns how many columns its window has. */
  int columns();

  /** Returns how many rows its window has. */
  int rows();

  /** Returns true when the window may have another size than when this was asked last. */
  boolean wasResized();

  /** Writes characters and control sequences. */
  void write(String text) throws IOException;

  /**
   * Returns the next character that was typed, {@link #NOTHING} or {@link #GONE}.
   *
   * @param millis how long to wait for it; at least 1
   */
  int read(long millis) throws IOException;
}
