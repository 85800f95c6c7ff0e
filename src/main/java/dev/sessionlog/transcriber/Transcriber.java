package dev.sessionlog.transcriber;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.custody.RemovalNote;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.userlog.UserLogs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the transcripts of all unfinished recordings. It finds them in {@code active/} of the log
 * dir every second, and the recording process can {@linkplain #grown hint} that there is more. Its
 * thread {@code transcripts} checks, its threads {@code transcript-n} write. Thread-safe; only one
 * process may write to a log dir at a time.
 */
public final class Transcriber implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Transcriber.class);
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LOG_IDLE = Duration.ofMinutes(1);
  private static final Duration DROPPED = Duration.ofMinutes(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(4);
  private static final long POLL_MILLIS = 10;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

  /** Rendering some KiB takes milliseconds; a rendering that takes this long never ends. */
  private static final Duration LONGEST_RENDERING = Duration.ofSeconds(20);

  private final RecordingStore store;
  private final TranscriptFolder folder;
  private final UserLogs logs;
  private final Rendering rendering;
  private final Consumer<String> trouble;
  private final Turns turns;
  private final ScheduledExecutorService looks;
  private final FollowedSessions followed;
  private final Set<SessionId> hinted = ConcurrentHashMap.newKeySet();
  private volatile String lastTrouble = "";
  private volatile long lookedAt = System.nanoTime();

  private Transcriber(
      Configuration configuration,
      TranscriptClock clock,
      UserLogs logs,
      Rendering rendering,
      ScheduledExecutorService looks,
      Consumer<String> trouble,
      Consumer<Throwable> fatal) {
    this.store = new RecordingStore(new Seat(configuration.logDir(), configuration.seat()));
    this.folder = new TranscriptFolder(configuration.seat());
    this.logs = logs;
    this.rendering = rendering;
    this.looks = looks;
    this.trouble = trouble;
    this.turns = new Turns(THREADS, fatal);
    this.followed =
        new FollowedSessions(
            store,
            folder,
            logs,
            clock,
            configuration.transcript().quiet(),
            turns,
            rendering,
            looks,
            new UserWarnings(clock.nanos(), trouble),
            this::changed);
  }

  /**
   * Starts writing.
   *
   * @param removals notes each rotated log before it is removed
   * @param trouble receives warnings as one line for people, on any thread
   * @param fatal receives what ended a thread that should never end
   * @param predecessor how the previous one ended
   */
  public static Transcriber start(
      Configuration configuration,
      TranscriptClock clock,
      RemovalNote removals,
      Consumer<String> trouble,
      Consumer<Throwable> fatal,
      Predecessor predecessor)
      throws IOException {
    return start(
        configuration,
        clock,
        removals,
        trouble,
        fatal,
        predecessor,
        Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "transcripts")));
  }

  /**
   * Starts to write, as the other one does.
   *
   * @param looks decides when what is due after a while is done; it ends with this
   */
  static Transcriber start(
      Configuration configuration,
      TranscriptClock clock,
      RemovalNote removals,
      Consumer<String> trouble,
      Consumer<Throwable> fatal,
      Predecessor predecessor,
      ScheduledExecutorService looks)
      throws IOException {
    TranscriptFolder folder = new TranscriptFolder(configuration.seat());
    makeFolder(folder.path());
    Path noted = folder.path().resolve("rendering");
    if (predecessor == Predecessor.DIED) {
      SetAside setAside = new SetAside(folder);
      for (SessionId id : Rendering.left(noted)) {
        setAside.died(id);
        trouble.accept(
            "session " + id + ": the transcriber crashed while rendering it; set aside for now");
      }
    }
    UserLogs logs =
        UserLogs.open(
            configuration.seat(),
            TranscriptLogs.settings(configuration),
            clock.wall(),
            // The recording process uses the same disk, and reports it.
            DiskShares.of(
                configuration.logDir(),
                () -> configuration.recording().reserve(),
                clock.nanos(),
                text -> {}),
            removals,
            trouble);
    Transcriber transcriber =
        new Transcriber(configuration, clock, logs, rendering(noted), looks, trouble, fatal);
    transcriber.turns.start();
    transcriber.repeat(transcriber::look, LOOK);
    transcriber.repeat(() -> logs.closeIdle(LOG_IDLE), LOG_IDLE);
    transcriber.repeat(logs::tellDropped, DROPPED);
    return transcriber;
  }

  /** On a full disk it is created later; active sessions are followed nevertheless. */
  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException full) {
      LOG.debug("not made: {}", full.toString());
    }
  }

  /** On a full disk nothing is noted, and no session is set aside. */
  private static Rendering rendering(Path file) {
    try {
      return Rendering.in(file, THREADS);
    } catch (IOException full) {
      LOG.debug("not noted what is rendered: {}", full.toString());
      return Rendering.unnoted(THREADS);
    }
  }

  /** How the previous process ended. */
  public enum Predecessor {
    /** It ended normally, or was ended, or there was none. */
    ENDED,
    /** It was out of memory, crashed, or hung. */
    DIED
  }

  /**
   * The state of a transcriber.
   *
   * @param alive true if all its threads are working
   * @param followed the number of sessions that it follows
   * @param behind the number of them with lines that are not in their logs yet
   * @param setAside the number of them that are rendered alone after a crash
   */
  public record Health(boolean alive, int followed, int behind, int setAside) {}

  /** Returns its state. */
  public Health health() {
    boolean looking = System.nanoTime() - lookedAt < LONGEST_LOOK.toNanos();
    boolean rendered = rendering.longestNanos() < LONGEST_RENDERING.toNanos();
    return new Health(
        looking && rendered && turns.alive(),
        followed.count(),
        followed.behind(),
        followed.aside());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A failure is reported and does not end the repetition. */
  private void repeat(Task task, Duration pause) {
    looks.scheduleWithFixedDelay(() -> attempt(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private interface Task {
    void run() throws IOException;
  }

  private void attempt(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException e) {
      // On a full disk it is met again each second, and told once.
      String text = "transcripts: " + e;
      if (!text.equals(lastTrouble)) {
        lastTrouble = text;
        trouble.accept(text);
      }
    }
  }

  /** Notes that a recording has grown, so that its lines are written sooner. Never waits. */
  public void grown(SessionId id) {
    followed.follower(id).ifPresentOrElse(TranscriptFollower::grow, () -> changed(id));
  }

  /** Notes that something happened to a session, for example its end. Never waits. */
  public void changed(SessionId id) {
    if (hinted.add(id)) {
      try {
        looks.execute(() -> attempt(() -> lookAt(id)));
      } catch (RejectedExecutionException stopping) {
        hinted.remove(id);
      }
    }
  }

  /** Hands a checkpoint of the ledger to an administrator's appenders. Never waits. */
  public void checkpoint(String line) {
    logs.checkpoint(line);
  }

  private void lookAt(SessionId id) throws IOException {
    hinted.remove(id);
    followed.lookAt(id);
  }

  private void look() throws IOException {
    makeFolder(folder.path());
    Set<SessionId> active = store.activeNames();
    for (SessionId id : active) {
      lookAt(id);
    }
    followed.leaveAllBut(active);
    lookedAt = System.nanoTime();
  }

  /** Returns true while there may be lines to write. */
  private boolean behind() {
    return !hinted.isEmpty() || followed.anyBehind();
  }

  /**
   * Ends: writes for {@code grace} at most, and closes the logs. The next one writes the rest,
   * because the recordings are the queue.
   */
  public void stop(Duration grace) {
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      looks.submit(() -> attempt(this::look)).get(grace.toNanos(), TimeUnit.NANOSECONDS);
      while (behind() && System.nanoTime() - deadline < 0) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("stopping without a last look: {}", e.toString());
    }
    close();
  }

  /** Ends without writing any more. */
  @Override
  public void close() {
    looks.shutdownNow();
    turns.close();
    Thread closing = daemon(logs::close, "stop");
    closing.start();
    try {
      closing.join(LONGEST_CLOSE.toMillis());
      if (closing.isAlive()) {
        trouble.accept("closing the users' logs takes too long; skipped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
