package dev.sessionlog.cli;

import dev.sessionlog.session.ReadableUnits;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * A progress line on the terminal, which appears only if an operation takes long and people watch;
 * never in a pipe or file. For any thread.
 */
final class Progress implements AutoCloseable {
  private static final long PATIENCE = Duration.ofMillis(500).toNanos();
  private static final long PAUSE = Duration.ofMillis(100).toNanos();
  private static final int WIDTH = 24;

  private final CommandContext context;
  private final String label;
  private final long total;
  private final LongFunction<String> amount;
  private final boolean drawing;
  private long drawn = System.nanoTime() - PAUSE + PATIENCE;
  private boolean visible;

  /**
   * Creates a line.
   *
   * @param total the total number of bytes; 0 if unknown
   */
  Progress(CommandContext context, String label, long total) {
    this(context, label, total, ReadableUnits::size);
  }

  /**
   * Creates a line that counts something else.
   *
   * @param amount formats the amount
   */
  Progress(CommandContext context, String label, long total, LongFunction<String> amount) {
    this.context = context;
    this.label = label;
    this.total = total;
    this.amount = amount;
    this.drawing =
        context.isTerminal()
            && !context.output().isRedirected()
            && context.variable("TERM").filter(t -> !t.equals("dumb")).isPresent();
  }

  /** Sets the number of processed bytes, or of other units. */
  synchronized void done(long bytes) {
    long now = System.nanoTime();
    if (!drawing || now - drawn < PAUSE) {
      return;
    }
    drawn = now;
    visible = true;
    context.out().print("\r\u001b[K" + label + " " + bar(bytes) + amount.apply(bytes));
    context.out().flush();
  }

  private String bar(long bytes) {
    if (total <= 0) {
      return "";
    }
    int percent = (int) Math.min(100, bytes * 100.0 / total);
    int full = percent * WIDTH / 100;
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + percent + " % ";
  }

  /** Prints something in the line's place. */
  synchronized void aside(Runnable printing) {
    clear();
    printing.run();
  }

  private void clear() {
    if (visible) {
      context.out().print("\r\u001b[K");
      context.out().flush();
      visible = false;
    }
  }

  @Override
  public synchronized void close() {
    clear();
  }
}
