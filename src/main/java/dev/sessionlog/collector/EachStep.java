package dev.sessionlog.collector;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Independent steps, for example the removal of a session's remains. Each is taken even if others
 * fail, and a failed one is tried once more, because otherwise it would wait for the next
 * collector.
 */
final class EachStep {
  private EachStep() {}

  /** A step, which may be taken twice without harm. */
  interface Step {
    void take() throws IOException;
  }

  /**
   * Takes all steps.
   *
   * @throws IOException if a step failed twice; the first such failure, with the others suppressed
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
