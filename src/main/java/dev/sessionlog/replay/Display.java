package dev.sessionlog.replay;

import java.io.Closeable;
import java.io.IOException;

/** The terminal of the viewer. For one thread, except {@link #close}. */
interface Display extends Closeable {
  /** The result of {@link #read} if nothing was typed in time. */
  int NOTHING = -2;

  /** The result of {@link #read} if the terminal is gone. */
  int GONE = -1;

  /** Returns the number of columns of its window. */
  int columns();

  /** Returns the number of rows of its window. */
  int rows();

  /** Returns true if the size of the window may have changed since the last call. */
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
