package dev.sessionlog.collector;

import java.util.concurrent.CountDownLatch;

/** When a collector is to end, and how. Thread-safe. */
final class CollectorEnd {
  private final CountDownLatch latch = new CountDownLatch(1);
  private volatile boolean forced;

  /** Has it end in good order. */
  void begin() {
    latch.countDown();
  }

  /** Has it end although it is needed, since it cannot do its work: another is to be started. */
  void force() {
    forced = true;
    latch.countDown();
  }

  /** Returns true when it ends since it cannot do its work. */
  boolean forced() {
    return forced;
  }

  /** Waits until it is to end. */
  void await() throws InterruptedException {
    latch.await();
  }
}
