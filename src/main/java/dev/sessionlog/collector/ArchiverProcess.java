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
import java.util.concurrent.CountDownLatch;
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
  private final Thread supervisor = new Thread(this::supervise, "archiver");
  private final Object lock = new Object();
  private @Nullable Process process; // guarded by lock
  private final CountDownLatch stopping = new CountDownLatch(1);

  private ArchiverProcess(Essentials essentials, RunDir runDir, LogAccess access) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.access = access;
  }

  /** Returns it where an archive is configured, and no other machine's collector serves it. */
  static Optional<ArchiverProcess> of(
      Essentials essentials, RunDir runDir, LogAccess access, Seat seat) {
    if (essentials.configuration().archive().url().isEmpty()) {
      return Optional.empty();
    }
    if (!seat.isFirst()) {
      essentials
          .status()
          .warn(
              "archive: nothing is brought there, because another machine's collector does that"
                  + " for "
                  + seat.logDir());
      return Optional.empty();
    }
    return Optional.of(new ArchiverProcess(essentials, runDir, access));
  }

  void start() {
    supervisor.setDaemon(true);
    supervisor.start();
  }

  private void supervise() {
    Duration pause = SHORTEST_PAUSE;
    while (true) {
      long began = System.nanoTime();
      String end = run();
      boolean shortLife = System.nanoTime() - began < LONGEST_PAUSE.toNanos();
      pause = shortLife ? pause : SHORTEST_PAUSE;
      if (!pauseFor(pause)) {
        return;
      }
      essentials.status().warn("the archiver ended (" + end + "); started again");
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }

  private String run() {
    try {
      Process started = startOne();
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

  private @Nullable Process startOne() throws IOException {
    Configuration configuration = essentials.configuration();
    RunDirFile.replace(runDir.archiverConfiguration(), Transcribing.text(configuration), group());
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("NOTIFY_SOCKET");
    synchronized (lock) {
      if (stopping.getCount() == 0) {
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

  /** Returns false when it is not to be started again. */
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
    if (last == null) {
      return;
    }
    try {
      last.getOutputStream().close();
      last.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException ended) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
