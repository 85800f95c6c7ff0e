package dev.sessionlog.transcriber;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.custody.RemovalNote;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOrigin;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.transcriber.Followed.Change;
import dev.sessionlog.userlog.TranscriptLine;
import dev.sessionlog.userlog.UserLogs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the transcripts of all recordings that are not done with. It finds them in {@code active/}
 * of the log dir, and looks by itself each second; who records may {@linkplain #grown hint} that
 * there is more. Its threads: {@code transcripts} looks, {@code transcript-n} write. Thread-safe;
 * one process writes to a log dir at a time.
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

  /** A rendering of some KiB takes milliseconds; one that takes so long never ends. */
  private static final Duration LONGEST_RENDERING = Duration.ofSeconds(20);

  private final Configuration configuration;
  private final TranscriptClock clock;
  private final RecordingStore store;
  private final TranscriptFolder folder;
  private final UserLogs logs;
  private final SetAside setAside;
  private final Rendering rendering;
  private final Consumer<String> trouble;
  private final UserWarnings ofUsers;
  private final Turns turns;
  private final ScreenMemory memory = new ScreenMemory(ScreenMemory.OF_ALL, ScreenMemory.OF_A_USER);
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "transcripts"));
  private final Map<SessionId, Followed> followed = new ConcurrentHashMap<>();

  /** The latest that were followed: of one that comes back, lines stand in the log. */
  private final Set<SessionId> taken = Collections.newSetFromMap(new Latest());

  private final Set<SessionId> hinted = ConcurrentHashMap.newKeySet();
  private final long begun;
  private volatile String lastTrouble = "";
  private volatile long lookedAt = System.nanoTime();

  private Transcriber(
      Configuration configuration,
      TranscriptClock clock,
      UserLogs logs,
      Rendering rendering,
      Consumer<String> trouble,
      Consumer<Throwable> fatal) {
    this.configuration = configuration;
    this.clock = clock;
    this.store = new RecordingStore(new Seat(configuration.logDir(), configuration.seat()));
    this.folder = new TranscriptFolder(configuration.seat());
    this.setAside = new SetAside(folder);
    this.logs = logs;
    this.rendering = rendering;
    this.trouble = trouble;
    this.ofUsers = new UserWarnings(clock.nanos(), trouble);
    this.turns = new Turns(THREADS, fatal);
    this.begun = clock.nanos().getAsLong();
  }

  /**
   * Starts to write.
   *
   * @param removals takes a note of each rolled log before it goes
   * @param trouble is told, in one line for people, what wants to be known; on any thread
   * @param fatal is told what ended a thread that nothing should end
   * @param predecessor what became of the one before
   */
  public static Transcriber start(
      Configuration configuration,
      TranscriptClock clock,
      RemovalNote removals,
      Consumer<String> trouble,
      Consumer<Throwable> fatal,
      Predecessor predecessor)
      throws IOException {
    TranscriptFolder folder = new TranscriptFolder(configuration.seat());
    makeFolder(folder.path());
    Path noted = folder.path().resolve("rendering");
    if (predecessor == Predecessor.DIED) {
      SetAside setAside = new SetAside(folder);
      for (SessionId id : Rendering.left(noted)) {
        setAside.died(id);
        trouble.accept("session " + id + ": the transcriber died while it rendered it; set aside");
      }
    }
    UserLogs logs =
        UserLogs.open(
            configuration.seat(),
            TranscriptLogs.settings(configuration),
            clock.wall(),
            // The recorder looks at the same disk, and tells.
            DiskShares.of(
                configuration.logDir(),
                () -> configuration.recording().reserve(),
                clock.nanos(),
                text -> {}),
            removals,
            trouble);
    Transcriber transcriber =
        new Transcriber(configuration, clock, logs, rendering(noted), trouble, fatal);
    transcriber.turns.start();
    transcriber.repeat(transcriber::look, LOOK);
    transcriber.repeat(() -> logs.closeIdle(LOG_IDLE), LOG_IDLE);
    transcriber.repeat(logs::tellDropped, DROPPED);
    return transcriber;
  }

  /** On a full disk it is made later; sessions that go on are followed all the same. */
  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException full) {
      LOG.debug("not made: {}", full.toString());
    }
  }

  /** On a full disk nothing is noted, and nobody set aside. */
  private static Rendering rendering(Path file) {
    try {
      return Rendering.in(file, THREADS);
    } catch (IOException full) {
      LOG.debug("not noted what is rendered: {}", full.toString());
      return Rendering.unnoted(THREADS);
    }
  }

  private static final class Latest extends LinkedHashMap<SessionId, Boolean> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 4096;

    @Override
    protected boolean removeEldestEntry(Map.Entry<SessionId, Boolean> eldest) {
      return size() > MOST;
    }
  }

  /** What became of the process before this one. */
  public enum Predecessor {
    /** It ended in good order, or somebody ended it, or there was none. */
    ENDED,
    /** It was out of memory, crashed, or hung. */
    DIED
  }

  /**
   * How it is.
   *
   * @param alive whether each of its threads does what it is there for
   * @param followed how many sessions it follows
   * @param behind how many of them have more lines than their logs
   * @param setAside how many of them are rendered alone, since one like this died of them
   */
  public record Health(boolean alive, int followed, int behind, int setAside) {}

  /** Returns how it is. */
  public Health health() {
    boolean looking = System.nanoTime() - lookedAt < LONGEST_LOOK.toNanos();
    boolean rendered = rendering.longestNanos() < LONGEST_RENDERING.toNanos();
    List<Followed> all = List.copyOf(followed.values());
    return new Health(
        looking && rendered && turns.alive(),
        all.size(),
        (int) all.stream().filter(this::isBehind).count(),
        (int) all.stream().filter(each -> each.deaths() > 0).count());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A failure is told and does not end the repetition. */
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

  /** Says that a recording has grown: then its lines come sooner. Never waits. */
  public void grown(SessionId id) {
    Followed known = followed.get(id);
    if (known != null) {
      known.follower().grow();
    } else {
      changed(id);
    }
  }

  /** Says that something happened to a session, such as its end. Never waits. */
  public void changed(SessionId id) {
    if (hinted.add(id)) {
      try {
        looks.execute(() -> attempt(() -> lookAt(id)));
      } catch (RejectedExecutionException stopping) {
        hinted.remove(id);
      }
    }
  }

  private void lookAt(SessionId id) throws IOException {
    hinted.remove(id);
    Followed known = followed.get(id);
    if (known == null) {
      take(id);
    } else {
      look(known);
    }
  }

  private void look() throws IOException {
    makeFolder(folder.path());
    Set<SessionId> active = store.activeNames();
    for (SessionId id : active) {
      lookAt(id);
    }
    for (Followed each : List.copyOf(followed.values())) {
      if (!active.contains(each.recording().id()) && !store.isActive(each.recording().id())) {
        // It may come back, and is followed anew then: not before this one writes nothing more.
        each.leave();
        each.follower().abandon();
        if (each.follower().closed()) {
          followed.remove(each.recording().id());
        }
      }
    }
    Set<SessionId> kept = new HashSet<>(active);
    kept.addAll(followed.keySet());
    folder.keepOnly(kept);
    lookedAt = System.nanoTime();
  }

  /** Begins to follow a recording, unless there is nothing in it or nothing left to do. */
  private void take(SessionId id) throws IOException {
    Optional<Recording> found = store.activeRecording(id);
    if (found.isEmpty() || folder.isFinished(id) || !hasOutput(found.get())) {
      return;
    }
    Session session;
    try {
      found.get().requireKnownVersion();
      session = found.get().session();
    } catch (IOException damaged) {
      LOG.debug("not followed yet: {}", damaged.getMessage());
      return; // whoever records mends it
    }
    if (setAside.deaths(id) >= SetAside.LIMIT) {
      giveUp(found.get(), session);
    } else {
      follow(found.get(), session, taken.add(id));
    }
  }

  /** One like this died twice of this session: its log says so, and nothing more comes. */
  private void giveUp(Recording recording, Session session) throws IOException {
    SessionId id = recording.id();
    WrittenLines.Known known = written(recording).read();
    long last = logs.lastLine(id, session.user(), known.after()).orElse(0);
    String text = "-- transcript ends here: to render it ended the transcriber twice";
    logs.append(
        new TranscriptLine(
            id,
            session.user(),
            session.tty(),
            session.host(),
            Math.max(known.lines(), last) + 1,
            clock.wall().instant(),
            text));
    folder.finish(id);
    ofUsers.warn(
        session.user(),
        "session "
            + id
            + " of "
            + session.user()
            + ": its transcript ends: to render it ended"
            + " the transcriber twice; its recording is whole");
  }

  private WrittenLines written(Recording recording) {
    return new WrittenLines(
        folder.progress(recording.id()), TranscriptFolder.oldProgress(recording));
  }

  private static boolean hasOutput(Recording recording) {
    try {
      return Files.size(recording.typescript()) > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void follow(Recording recording, Session session, boolean first) throws IOException {
    SessionId id = recording.id();
    Optional<RecordingOrigin> origin =
        RecordingOrigin.of(recording).filter(known -> known.bootId().equals(clock.bootId()));
    boolean isNew = first && origin.isPresent() && origin.get().startNanos() - begun > 0;
    int deaths = setAside.deaths(id);
    TranscriptFollower follower =
        new TranscriptFollower(
            session,
            recording,
            logs,
            new TranscriptFollower.Live(elapsed(origin), isNew, deaths > 0),
            written(recording),
            memory.share(session.user()),
            new ReducedPlace(folder.reduced(id)),
            turns,
            rendering,
            looks,
            configuration.transcript().quiet(),
            what ->
                ofUsers.warn(
                    session.user(), "session " + id + " of " + session.user() + ": " + what));
    Followed now = new Followed(recording, follower, deaths);
    followed.put(id, now);
    follower.wake();
    look(now);
  }

  /** Without its origin nothing is known of a session's pauses: then it is never quiet. */
  private Supplier<Duration> elapsed(Optional<RecordingOrigin> origin) {
    if (origin.isEmpty()) {
      return () -> Duration.ZERO;
    }
    long start = origin.get().startNanos();
    return () -> Duration.ofNanos(Math.max(0, clock.nanos().getAsLong() - start));
  }

  private void look(Followed known) throws IOException {
    SessionId id = known.recording().id();
    if (known.isWritten()) {
      if (!folder.isFinished(id)) {
        folder.finish(id);
      }
      return;
    }
    boolean displaced = known.follower().displaced() && hasOutput(known.recording());
    if (known.replaced() || displaced) {
      known.follower().abandon();
      if (known.follower().closed()) { // what it has written by then is in the log
        follow(known.recording(), known.recording().session(), false);
      }
      return;
    }
    Change change = known.lengthChange();
    Optional<Session> ended = known.newlyEnded();
    boolean mended =
        ended.isPresent() || change == Change.SHRUNK || (change == Change.GROWN && known.old());
    if (known.follower().broken() && mended) {
      known.follower().abandon(); // its writer died, and what it left is mended now
      follow(known.recording(), known.recording().session(), false);
      return;
    }
    if (change != Change.NONE) {
      known.follower().wake();
    }
    ended.ifPresent(
        session ->
            known
                .follower()
                .finish(
                    session,
                    () -> {
                      known.written();
                      changed(id);
                    }));
  }

  /** Returns true while there is more to write than can be known to be written. */
  private boolean behind() {
    return !hinted.isEmpty() || followed.values().stream().anyMatch(this::isBehind);
  }

  private boolean isBehind(Followed each) {
    return each.follower().behind()
        || (each.isWritten() && !folder.isFinished(each.recording().id()));
  }

  /**
   * Ends: writes what can be written within {@code grace}, and closes the logs. What is left is
   * written by the next one: the recording is the queue.
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

  /** Ends without writing more. */
  @Override
  public void close() {
    looks.shutdownNow();
    turns.close();
    Thread closing = daemon(logs::close, "stop");
    closing.start();
    try {
      closing.join(LONGEST_CLOSE.toMillis());
      if (closing.isAlive()) {
        trouble.accept("closing the users' logs takes too long; given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
