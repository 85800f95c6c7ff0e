package dev.sessionlog.collector;

import dev.sessionlog.custody.ClockTrust;
import java.io.IOException;

/** Looks at the wall clock from time to time, and says so when it jumps. For one thread. */
final class ClockWatch implements Runnable {
  private final CollectorParts parts;
  private final ClockTrust trust;
  private boolean believed = true;
  private boolean failing;

  ClockWatch(CollectorParts parts) {
    this.parts = parts;
    this.trust = new ClockTrust(parts.configuration().seat());
  }

  @Override
  public void run() {
    try {
      boolean now = trust.observe(parts.clock().wall());
      if (now != believed) {
        parts.status().warn(now ? "the clock is believed again" : ClockTrust.DOUBT);
      }
      believed = now;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        parts.status().warn("what the clock says cannot be kept: " + e.getMessage());
      }
      failing = true;
    }
  }
}
