package dev.sessionlog.login;

import java.nio.file.Path;
import java.time.Duration;

/** Who answers knocks, see {@link Doorkeeper}. Called by several threads. */
interface KnockAnswers {
  /** What became of a knock. */
  enum Result {
    /** It was answered, or is none, or nobody waits for its answer: it is done with. */
    DONE,
    /** Its launcher has not opened it yet: it is to come again. */
    NOT_OPENED
  }

  /**
   * Answers a knock and removes it.
   *
   * @param waited how long ago the knock was seen
   */
  Result answer(Path knock, Duration waited);

  /** Tells the launcher that the answer will take a while. */
  Result promise(Path knock);
}
