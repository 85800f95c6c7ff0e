package dev.sessionlog.collector;

import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The half that writes transcripts, as a separate process, which is restarted whenever it ends.
 * Owns the thread {@code transcriber}, which starts it and reads its output, and the thread {@code
 * hints}, which tells it what has grown. {@link TranscriberVoice} parses its output.
 *
 * <p>On its input it gets a line for each hint, {@code g} or {@code c} and a session; {@code k} and
 * the newest checkpoint of the ledger; {@code stop} when it is to write what it can and end; and it
 * ends at once when its input does.
 */
final class TranscriberProcess implements TranscriptHalf {
  /** The exit code of a JVM that ran out of memory. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int KILLED = 128 + 9;

  private final TranscriberProgram program;
  private final TranscriberPatience patience;
  private final Consumer<String> trouble;
  private final Consumer<TranscriberReport> changed;
  private final TranscriberVoice voice;
  private final Hints hints = new Hints();
  private final Thread supervisor = new Thread(this::supervise, "transcriber");
  private final Object lock = new Object();

  private @Nullable Process process; // guarded by lock
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean hung;
  private volatile long lastSign = System.nanoTime();
  private volatile boolean beating;
  private volatile TranscriberReport report;
  private int restarts;

  /**
   * Creates it; {@link #start} starts it.
   *
   * @param trouble receives warnings
   * @param changed receives each new {@link #report}
   */
  TranscriberProcess(
      TranscriberProgram program,
      TranscriberPatience patience,
      Consumer<String> trouble,
      Consumer<TranscriberReport> changed) {
    this.program = program;
    this.patience = patience;
    this.trouble = trouble;
    this.changed = changed;
    this.voice = new TranscriberVoice(this::beat, trouble);
    this.report = new TranscriberReport(0, program.user(), false, 0, 0, 0, 0);
  }

  void start() {
    hints.start();
    supervisor.start();
  }

  @Override
  public void grown(SessionId id) {
    hints.grown(id);
  }

  @Override
  public void changed(SessionId id) {
    hints.changed(id);
  }

  @Override
  public void checkpoint(String line) {
    hints.checkpoint(line);
  }

  /** Returns its state. */
  TranscriberReport report() {
    return report;
  }

  @Override
  public boolean alive() {
    return supervisor.isAlive() && hints.alive();
  }

  /** Ends a process without a heartbeat. */
  @Override
  public void look() {
    Duration most = beating ? patience.beat() : patience.start();
    synchronized (lock) {
      if (process != null && stopping.getCount() > 0 && !hung && silence() > most.toNanos()) {
        hung = true;
        trouble.accept(
            "the transcriber, pid "
                + process.pid()
                + ", has not answered for "
                + ReadableUnits.duration(most)
                + "; killed");
        program.kill(process.pid());
      }
    }
  }

  @Override
  public void provide() throws IOException {
    program.provide();
    synchronized (lock) {
      if (process != null) {
        program.started(process.pid());
      }
    }
  }

  private long silence() {
    return System.nanoTime() - lastSign;
  }

  private void supervise() {
    program.endLeftover();
    Duration pause = patience.shortestPause();
    boolean afterDeath = false;
    while (true) {
      long began = System.nanoTime();
      End end = run(afterDeath);
      afterDeath = end.died() || (afterDeath && !end.began());
      boolean shortLife = System.nanoTime() - began < patience.longestPause().toNanos();
      pause = shortLife ? pause : patience.shortestPause();
      if (!pauseFor(pause)) {
        return;
      }
      restarts++;
      trouble.accept("the transcriber exited (" + end.words() + "); starting it again");
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(patience.longestPause()) > 0 ? patience.longestPause() : doubled;
    }
  }

  /**
   * How a process ended.
   *
   * @param began true if it ever had a heartbeat
   * @param died true if it ended by itself; a process that was killed by somebody did nothing wrong
   */
  private record End(String words, boolean began, boolean died) {}

  private End run(boolean afterDeath) {
    Process started = startOne(afterDeath);
    if (started == null) {
      return new End("it cannot be started", false, false);
    }
    voice.listen(started.getInputStream());
    int code = awaitEnd(started);
    hints.to(null);
    synchronized (lock) {
      process = null;
    }
    boolean began = beating;
    beating = false;
    say(new TranscriberReport(0, program.user(), false, restarts, 0, 0, report.setAside()));
    boolean crashed = code > 128 && code != KILLED && code != 128 + 15;
    return new End(
        hung ? "it hung" : code == OUT_OF_MEMORY ? "out of memory" : "exit code " + code,
        began,
        hung || code == OUT_OF_MEMORY || crashed);
  }

  private @Nullable Process startOne(boolean afterDeath) {
    ProcessBuilder builder =
        new ProcessBuilder(program.command(afterDeath))
            .directory(new java.io.File("/"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(program.environment());
    try {
      synchronized (lock) {
        if (stopping.getCount() == 0) {
          return null;
        }
        hung = false;
        beating = false;
        lastSign = System.nanoTime();
        process = builder.start();
        program.started(process.pid());
        hints.to(process.getOutputStream());
        say(
            new TranscriberReport(
                process.pid(), program.user(), false, restarts, 0, 0, report.setAside()));
        return process;
      }
    } catch (IOException e) {
      trouble.accept("the transcriber cannot be started: " + e.getMessage());
      synchronized (lock) {
        Process half = process;
        process = null;
        if (half != null) {
          program.kill(half.pid());
        }
      }
      return null;
    }
  }

  private void beat(TranscriberVoice.Beat beat) {
    lastSign = System.nanoTime();
    beating = true;
    say(
        new TranscriberReport(
            report.pid(),
            program.user(),
            true,
            restarts,
            beat.followed(),
            beat.behind(),
            beat.setAside()));
  }

  private void say(TranscriberReport now) {
    TranscriberReport before = report;
    report = now;
    if (!now.equals(before)) {
      changed.accept(now);
    }
  }

  private int awaitEnd(Process started) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return started.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
          program.kill(started.pid());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns false if it must not be started again. */
  private boolean pauseFor(Duration pause) {
    try {
      return !stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    Process last;
    synchronized (lock) {
      stopping.countDown();
      last = process;
    }
    hints.stop();
    try {
      if (last != null && !last.waitFor(patience.stop().toMillis(), TimeUnit.MILLISECONDS)) {
        trouble.accept("the transcriber did not exit and was killed; the next one continues");
        program.kill(last.pid());
      }
      supervisor.join(patience.stop().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hints.close();
  }
}
