package dev.sessionlog.collector;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The steps of stopping a collector, in order, each of them even if the previous one failed. */
final class Shutdown {
  private final Consumer<String> trouble;
  private final List<Runnable> steps = new ArrayList<>();

  /** A step; its failure is reported. */
  interface Step {
    void take() throws IOException;
  }

  Shutdown(Consumer<String> trouble) {
    this.trouble = trouble;
  }

  /** Adds a step. */
  Shutdown then(String name, Step step) {
    steps.add(() -> tell(name, step));
    return this;
  }

  /** Adds a step with a timeout, so that a hanging file system does not prevent the end. */
  Shutdown then(String name, Duration most, Runnable step) {
    steps.add(() -> within(name, most, step));
    return this;
  }

  /** Takes all steps. */
  void run() {
    steps.forEach(Runnable::run);
  }

  private void tell(String name, Step step) {
    try {
      step.take();
    } catch (IOException e) {
      trouble.accept("while stopping: " + name + ": " + e.getMessage());
    }
  }

  private void within(String name, Duration most, Runnable step) {
    Thread thread = new Thread(step, "stop");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(most.toMillis());
      if (thread.isAlive()) {
        trouble.accept("while stopping: " + name + " takes too long; skipped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
