package dev.sessionlog.collector;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Steps that do not need one another, as when what a session leaves is removed: each is taken,
 * whatever becomes of the others, and one that fails once more. Nobody else would come to it before
 * the next collector.
 */
final class EachStep {
  private EachStep() {}

  /** One of them; taken twice, it does no harm. */
  interface Step {
    void take() throws IOException;
  }

  /**
   * Takes all of them.
   *
   * @throws IOException when one failed twice; the first that did, with the others
   */
  static void run(Step... steps) throws IOException {
    @Nullable IOException first = null;
    for (Step step : steps) {
      try {
        take(step);
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void take(Step step) throws IOException {
    try {
      step.take();
    } catch (IOException once) {
      step.take();
    }
  }
}
