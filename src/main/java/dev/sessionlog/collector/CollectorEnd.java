package dev.sessionlog.collector;

import java.util.concurrent.CountDownLatch;

/** The request for a collector to end. Thread-safe. */
final class CollectorEnd {
  private final CountDownLatch latch = new CountDownLatch(1);
  private volatile boolean forced;

  /** Requests a normal end. */
  void begin() {
    latch.countDown();
  }

  /** Requests an end because of a failure; another collector is to be started. */
  void force() {
    forced = true;
    latch.countDown();
  }

  /** Returns true if it ends because of a failure. */
  boolean forced() {
    return forced;
  }

  /** Waits for the request. */
  void await() throws InterruptedException {
    latch.await();
  }
}
