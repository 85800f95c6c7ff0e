package dev.sessionlog.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;

/** What must hold for every input of every fuzz target. Failures are {@link AssertionError}s. */
public final class Oracle {
  /** No input of 4 KiB may keep a processor busy for longer, under a fuzzer's instrumentation. */
  private static final long MOST_NANOS = 2_000_000_000L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Oracle() {}

  /** Something that is done with an input. */
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Does the work, which must not need more than two seconds of a processor. An exception of it is
   * a failure.
   */
  public static void within2Seconds(Work work) {
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      work.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("not to be expected: " + e, e);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - before;
    if (nanos > MOST_NANOS) {
      throw new AssertionError("took " + nanos / 1_000_000 + " ms of a processor");
    }
  }

  /** Fails unless both are equal. */
  public static void same(Object expected, Object actual, String what) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  /** Fails unless {@code held} is true. */
  public static void holds(boolean held, String what) {
    if (!held) {
      throw new AssertionError(what);
    }
  }

  /** Fails when a line for people holds a character that changes how a terminal shows the rest. */
  public static void printable(String line) {
    if (line.codePoints().anyMatch(Oracle::isForbidden)) {
      StringBuilder shown = new StringBuilder();
      line.codePoints()
          .forEach(
              c -> {
                if (isForbidden(c)) {
                  shown.append(String.format("\\u{%x}", c));
                } else {
                  shown.appendCodePoint(c);
                }
              });
      throw new AssertionError("control characters in: " + shown);
    }
  }

  private static boolean isForbidden(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0xD800 && c <= 0xDFFF);
  }
}
