package dev.sessionlog.collector;

import dev.sessionlog.custody.ClockTrust;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Checks the wall clock regularly, and reports jumps. For one thread. */
final class ClockWatch implements Runnable {
  private final InstantSource wall;
  private final Consumer<String> trouble;
  private final ClockTrust trust;
  private boolean believed = true;
  private boolean failing;

  ClockWatch(ClockTrust trust, InstantSource wall, Consumer<String> trouble) {
    this.trust = trust;
    this.wall = wall;
    this.trouble = trouble;
  }

  @Override
  public void run() {
    try {
      boolean now = trust.observe(wall);
      if (now != believed) {
        trouble.accept(now ? "the clock is trusted again" : ClockTrust.DOUBT);
      }
      believed = now;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        trouble.accept("cannot save the time for the next check of the clock: " + e.getMessage());
      }
      failing = true;
    }
  }
}
