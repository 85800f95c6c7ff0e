package dev.sessionlog.replay;

import java.io.IOException;

/** Something that may take long, done a little at a time, so that keys are still obeyed. */
interface Task {
  /**
   * Goes on until {@code deadline}, in the time of a {@link Ticker}.
   *
   * @return true when it is done
   */
  boolean goOn(long deadline) throws IOException;
}
