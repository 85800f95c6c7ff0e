package dev.sessionlog.replay;

/** A monotonic clock for measuring time. */
interface Ticker {
  /** Returns nanoseconds since some moment in the past, as {@link System#nanoTime}. */
  long nanos();
}
