package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.store.Seat;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that brings what is recorded to the archive, which is started again whenever it ends.
 * It reads files alone and nothing here waits for it: when it hangs in a folder of another machine
 * that does not answer, it hangs there. In system mode it has no power of root's, as the one that
 * writes transcripts. Its input ends when this process does, and so does it. Owns the thread {@code
 * archiver}.
 */
final class ArchiverProcess implements Closeable {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:ErrorFile=/dev/stderr",
          "-XX:TieredStopAtLevel=1",
          "-Xms8m",
          "-Xmx256m",
          "-Xss512k");

  private final Essentials essentials;
  private final RunDir runDir;
  private final LogAccess access;
  private final Seat seat;
  private final Thread supervisor = new Thread(this::supervise, "archiver");
  private final Object lock = new Object();
  private final Semaphore news = new Semaphore(0);
  private Configuration wanted; // guarded by lock
  private boolean stopping; // guarded by lock
  private @Nullable Process process; // guarded by lock

  /** Creates it; nothing runs before an archive is configured. */
  ArchiverProcess(Essentials essentials, RunDir runDir, LogAccess access, Seat seat) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.access = access;
    this.seat = seat;
    this.wanted = essentials.configuration();
    supervisor.setDaemon(true);
  }

  /** Starts it where an archive is configured, and no other machine's collector serves it. */
  void start() {
    synchronized (lock) {
      if (stopping || wanted.archive().url().isEmpty()) {
        return;
      }
      if (!seat.isFirst()) {
        essentials
            .status()
            .warn(
                "archive: nothing is brought there, because another machine's collector does that"
                    + " for "
                    + seat.logDir());
      } else if (supervisor.getState() == Thread.State.NEW) {
        supervisor.start();
      }
    }
  }

  /** Goes on with the archive of another configuration, if that is another. */
  void reload(Configuration configuration) {
    synchronized (lock) {
      if (configuration.archive().equals(wanted.archive())) {
        return;
      }
      // The rest holds from the next start of the collector on.
      wanted = wanted.withArchiveOf(configuration);
      news.release();
      endLast();
    }
    start();
  }

  private void supervise() {
    Duration pause = SHORTEST_PAUSE;
    try {
      for (Optional<Configuration> next = next(); next.isPresent(); next = next()) {
        long began = System.nanoTime();
        String end = run(next.get());
        boolean shortLife = System.nanoTime() - began < LONGEST_PAUSE.toNanos();
        pause = shortLife ? pause : SHORTEST_PAUSE;
        if (news.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          pause = SHORTEST_PAUSE;
          continue; // it was ended
        }
        essentials.status().warn("the archiver ended (" + end + "); started again");
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until an archive is configured; empty when nothing is to be started any more. */
  private Optional<Configuration> next() throws InterruptedException {
    while (true) {
      synchronized (lock) {
        if (stopping) {
          return Optional.empty();
        }
        if (wanted.archive().url().isPresent()) {
          news.drainPermits();
          return Optional.of(wanted);
        }
      }
      news.acquire();
    }
  }

  private String run(Configuration configuration) {
    try {
      Process started = startOne(configuration);
      if (started == null) {
        return "stopping";
      }
      new TranscriberVoice("the archiver", beat -> {}, this::take).listen(started.getInputStream());
      return "exit code " + started.waitFor();
    } catch (IOException e) {
      return "it cannot be started: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private void take(String text) {
    if (text.startsWith("!")) {
      essentials.status().alarm(text.substring(1));
    } else {
      essentials.status().warn(text);
    }
  }

  private @Nullable Process startOne(Configuration configuration) throws IOException {
    RunDirFile.replace(runDir.archiverConfiguration(), Transcribing.text(configuration), group());
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("NOTIFY_SOCKET");
    synchronized (lock) {
      if (stopping || !wanted.equals(configuration)) {
        return null;
      }
      Process started = builder.start();
      process = started;
      try {
        ArchiverSecret.write(configuration.archive(), started.getOutputStream());
      } catch (IOException e) {
        started.getOutputStream().close();
        throw e;
      }
      return started;
    }
  }

  private OptionalLong group() {
    return access.system() ? OptionalLong.of(access.group().orElse(0)) : OptionalLong.empty();
  }

  private List<String> command() {
    List<String> command =
        access.system()
            ? Transcribing.unprivileged(access.writer(), access.group().orElse(0))
            : new ArrayList<>(List.of("/usr/bin/setsid"));
    List<String> words = new ArrayList<>(List.of("daemon", "--archiver"));
    if (access.system()) {
      words.add("--system");
    }
    words.addAll(List.of("--config", runDir.archiverConfiguration().toString()));
    command.addAll(OwnProgram.command(JVM_OPTIONS, words.toArray(String[]::new)));
    return command;
  }

  @Override
  public void close() {
    Process last;
    synchronized (lock) {
      stopping = true;
      news.release();
      last = process;
      endLast();
    }
    if (last == null) {
      return;
    }
    try {
      last.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of its input ends it, soon. Called with the lock. */
  private void endLast() {
    try {
      if (process != null) {
        process.getOutputStream().close();
      }
    } catch (IOException ended) {
      return;
    }
  }
}
