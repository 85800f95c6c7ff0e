package dev.sessionlog.replay;

import java.io.IOException;

/** A long operation that is done in small steps, so that keys are still obeyed. */
interface Task {
  /**
   * Continues until {@code deadline}, in the time of a {@link Ticker}.
   *
   * @return true if it is done
   */
  boolean goOn(long deadline) throws IOException;
}
