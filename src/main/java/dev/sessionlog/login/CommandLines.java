package dev.sessionlog.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The names by which processes were called. The kernel reads them from the memory of the process,
 * and its user can have that wait for ever, by a file system of their own: so threads read that may
 * be left behind, a few at the most. Thread-safe.
 */
final class CommandLines {
  /** A process that cannot be read hides something; a login shell is the worst that it can be. */
  static final String UNREADABLE = "-";

  /** How many threads may be left behind. */
  static final int MOST_LEFT = 32;

  private static final int LARGEST = 4096;
  private static final long PATIENCE_MILLIS = 250;

  private final Path proc;

  /** The processes of which a thread still reads. */
  private final Set<Long> left = ConcurrentHashMap.newKeySet();

  CommandLines(Path proc) {
    this.proc = proc;
  }

  /** Returns the first word of a command line; empty when the process is gone. */
  String nameOf(long pid) {
    if (left.size() >= MOST_LEFT || !left.add(pid)) {
      return UNREADABLE;
    }
    AtomicReference<String> name = new AtomicReference<>(UNREADABLE);
    CountDownLatch done = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                name.set(read(pid));
              } finally {
                left.remove(pid);
                done.countDown();
              }
            },
            "cmdline-" + pid);
    reader.setDaemon(true);
    reader.start();
    try {
      done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return name.get();
  }

  private String read(long pid) {
    try (InputStream in = Files.newInputStream(proc.resolve(pid + "/cmdline"))) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8).split("\0", 2)[0];
    } catch (IOException gone) {
      return "";
    }
  }
}
