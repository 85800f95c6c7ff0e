package dev.sessionlog.replay;

/** A clock that only runs forward, for measuring what time passes. */
interface Ticker {
  /** Returns nanoseconds since some moment in the past, as {@link System#nanoTime}. */
  long nanos();
}
