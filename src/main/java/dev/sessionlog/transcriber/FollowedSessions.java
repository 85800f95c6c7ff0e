package dev.sessionlog.transcriber;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOrigin;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.transcriber.Followed.Change;
import dev.sessionlog.userlog.TranscriptLine;
import dev.sessionlog.userlog.UserLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings that are followed, from their first byte until their transcripts are complete.
 * {@link #lookAt} and {@link #leaveAllBut} are for one thread; the rest is thread-safe.
 */
final class FollowedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedSessions.class);

  private final RecordingStore store;
  private final TranscriptFolder folder;
  private final UserLogs logs;
  private final TranscriptClock clock;
  private final Duration quiet;
  private final Turns turns;
  private final Rendering rendering;
  private final ScheduledExecutorService alarms;
  private final UserWarnings trouble;
  private final Consumer<SessionId> changed;
  private final SetAside setAside;
  private final ScreenMemory memory = new ScreenMemory(ScreenMemory.OF_ALL, ScreenMemory.OF_A_USER);
  private final Map<SessionId, Followed> followed = new ConcurrentHashMap<>();

  /**
   * Sessions that were followed recently; if one of them comes back, the log already has lines of
   * it.
   */
  private final Set<SessionId> taken = Collections.newSetFromMap(new Latest());

  private final long begun;

  private static final class Latest extends LinkedHashMap<SessionId, Boolean> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 4096;

    @Override
    protected boolean removeEldestEntry(Map.Entry<SessionId, Boolean> eldest) {
      return size() > MOST;
    }
  }

  /**
   * Creates them; none is followed yet.
   *
   * @param quiet the time without output after which a session is quiet
   * @param changed is called for each session that must be checked
   */
  FollowedSessions(
      RecordingStore store,
      TranscriptFolder folder,
      UserLogs logs,
      TranscriptClock clock,
      Duration quiet,
      Turns turns,
      Rendering rendering,
      ScheduledExecutorService alarms,
      UserWarnings trouble,
      Consumer<SessionId> changed) {
    this.store = store;
    this.folder = folder;
    this.logs = logs;
    this.clock = clock;
    this.quiet = quiet;
    this.turns = turns;
    this.rendering = rendering;
    this.alarms = alarms;
    this.trouble = trouble;
    this.changed = changed;
    this.setAside = new SetAside(folder);
    this.begun = clock.nanos().getAsLong();
  }

  /** Returns the follower of a session; empty if it is not followed. */
  Optional<TranscriptFollower> follower(SessionId id) {
    return Optional.ofNullable(followed.get(id)).map(Followed::follower);
  }

  /** Returns how many are followed. */
  int count() {
    return followed.size();
  }

  /** Returns how many of them may have lines that are not in their logs yet. */
  int behind() {
    return (int) all().stream().filter(this::isBehind).count();
  }

  /** Returns true if one of them has more lines than its log can be known to have. */
  boolean anyBehind() {
    return all().stream().anyMatch(this::isBehind);
  }

  /**
   * Returns how many of them are rendered alone, because a transcriber crashed while rendering
   * them.
   */
  int aside() {
    return (int) all().stream().filter(each -> each.deaths() > 0).count();
  }

  private Collection<Followed> all() {
    return List.copyOf(followed.values());
  }

  private boolean isBehind(Followed each) {
    return each.follower().behind()
        || (each.isWritten() && !folder.isFinished(each.recording().id()));
  }

  /** Checks what to do with a session, whether it is followed or not. */
  void lookAt(SessionId id) throws IOException {
    Followed known = followed.get(id);
    if (known == null) {
      take(id);
    } else {
      look(known);
    }
  }

  /** Stops following sessions that are no longer in the list of active ones. */
  void leaveAllBut(Set<SessionId> active) throws IOException {
    for (Followed each : all()) {
      if (!active.contains(each.recording().id()) && !store.isActive(each.recording().id())) {
        // It may come back, and is then followed again, but only after this follower has stopped
        // writing.
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
  }

  /** Starts following a recording, unless it is empty or finished. */
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
      return; // the recording process repairs it
    }
    if (setAside.deaths(id) >= SetAside.LIMIT) {
      giveUp(found.get(), session);
    } else {
      follow(found.get(), session, taken.add(id));
    }
  }

  /** Two transcribers crashed on this session. Its log says so, and gets no more lines. */
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
    tell(
        session,
        "its transcript ends here, because rendering it crashed the transcriber twice; its recording is complete");
  }

  private void tell(Session session, String what) {
    trouble.warn(session.user(), "session " + session.id() + " of " + session.user() + ": " + what);
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
            alarms,
            quiet,
            what -> tell(session, what));
    Followed now = new Followed(recording, follower, deaths);
    followed.put(id, now);
    follower.wake();
    look(now);
  }

  /** Without its origin, the pauses of a session are unknown, so it is never quiet. */
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
    TranscriptFollower follower = known.follower();
    boolean displaced = follower.displaced() && hasOutput(known.recording());
    if (known.replaced() || displaced) {
      follower.abandon();
      if (follower.closed()) { // everything it wrote until then is in the log
        follow(known.recording(), known.recording().session(), false);
      }
      return;
    }
    Change change = known.lengthChange();
    Optional<Session> ended = known.newlyEnded();
    boolean mended =
        ended.isPresent() || change == Change.SHRUNK || (change == Change.GROWN && known.old());
    if (follower.broken() && mended) {
      follower.abandon(); // its writer died, and the recording is repaired now
      follow(known.recording(), known.recording().session(), false);
      return;
    }
    if (change != Change.NONE) {
      follower.wake();
    }
    ended.ifPresent(session -> follower.finish(session, () -> written(known)));
  }

  private void written(Followed known) {
    known.written();
    changed.accept(known.recording().id());
  }
}
