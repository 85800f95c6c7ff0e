package dev.sessionlog.collector;

import dev.sessionlog.files.DiskShares;
import dev.sessionlog.login.Doorkeeper;
import dev.sessionlog.login.Knocks;
import dev.sessionlog.login.LoginRecords;
import dev.sessionlog.login.RunDir;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The answers to logins. Owns the threads {@code login-n}, which give them. */
final class LoginAnswers implements Closeable {
  /** What lists the login shells. */
  static final Path SHELLS = Path.of("/etc/shells");

  private static final Path UTMP = Path.of("/var/run/utmp");

  private final Knocks knocks;
  private final ExecutorService threads;

  private LoginAnswers(Knocks knocks, ExecutorService threads) {
    this.knocks = knocks;
    this.threads = threads;
  }

  /**
   * Starts answering.
   *
   * @param opener creates the resources of a new session
   * @param onGone is called when the folder of knocks disappears, and every second until it is back
   */
  static LoginAnswers start(
      Essentials essentials,
      RunDir runDir,
      LogAccess access,
      DiskShares shares,
      LoginAdmission.Opener opener,
      RecordingHalf recording,
      Runnable onGone)
      throws IOException {
    ExecutorService threads = threads();
    LoginAdmission admission =
        new LoginAdmission(
            essentials, runDir, shares, opener, recording.sessions(), LoginAdmission.lookAround());
    Doorkeeper doorkeeper =
        new Doorkeeper(
            essentials.unix(),
            recording.processes(),
            SHELLS,
            new LoginRecords(UTMP),
            recording.sessions()::sessionOfPipe,
            admission,
            essentials.configuration().login().answerTimeout());
    Knocks knocks =
        Knocks.start(
            runDir,
            doorkeeper,
            threads,
            access.system() ? Knocks.THREADS / 2 : Knocks.THREADS,
            essentials.unix(),
            essentials.clock().nanos(),
            essentials.status().ofUsers(),
            onGone);
    return new LoginAnswers(knocks, threads);
  }

  /** The caller limits their number. */
  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    ThreadFactory named = task -> new Thread(task, "login-" + count.incrementAndGet());
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), named);
  }

  /** Returns true if no login waits for an answer. */
  boolean idle() {
    return knocks.idle();
  }

  /** Stops watching for knocks; those already taken are still answered. */
  @Override
  public void close() throws IOException {
    try {
      knocks.close();
    } finally {
      threads.shutdown();
    }
  }
}
