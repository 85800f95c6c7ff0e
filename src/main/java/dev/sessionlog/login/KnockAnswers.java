package dev.sessionlog.login;

import java.nio.file.Path;
import java.time.Duration;

/** Answers knocks, see {@link Doorkeeper}. Called by several threads. */
interface KnockAnswers {
  /** The result of answering a knock. */
  enum Result {
    /** It is finished: it was answered, is not a knock, or nobody waits for its answer. */
    DONE,
    /** Its launcher has not opened it yet, so it must be tried again. */
    NOT_OPENED
  }

  /**
   * Answers a knock and removes it.
   *
   * @param waited the time since the knock was seen
   */
  Result answer(Path knock, Duration waited);

  /** Tells the launcher that the answer will take longer. */
  Result promise(Path knock);
}
