package dev.sessionlog.cli;

import dev.sessionlog.unix.Unix;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The system calls, which take as long to load as all the rest that a collector needs before it can
 * read: they may be loaded meanwhile, in a thread {@code native}. Thread-safe.
 */
final class EarlyUnix {
  private final FutureTask<Unix> loading = new FutureTask<>(Unix::load);

  /** Begins to load them, if that was not begun. */
  void begin() {
    Thread thread = new Thread(loading, "native");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns them once they are loaded, in this thread if nobody began. */
  Unix get() throws InterruptedException {
    loading.run();
    try {
      return loading.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
