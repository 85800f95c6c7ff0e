package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings.OnDiskFull;
import dev.sessionlog.files.Machine;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.NewerRecordingException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOwner;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Takes over what an earlier collector left, whatever became of it: goes on with sessions that are
 * active, and ends those that ended meanwhile. Doing it twice, or being killed in its middle,
 * changes nothing. What cannot be taken over now, since the disk is full or read-only, is tried
 * again by {@link #retry}; a pipe that does not answer delays its own session alone. The methods
 * are for one thread at a time.
 */
final class Recovery {
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  /** Terminals wait for their readers, and after that logins for their answers. */
  private static final Duration READERS_FIRST = Duration.ofSeconds(1);

  /** How many of the rest are taken up at the same time. */
  private static final int AT_A_TIME = 8;

  private static final Duration STUCK = Duration.ofSeconds(3);

  private final Essentials essentials;
  private final RunDir runDir;
  private final RecordingStore store;
  private final EndedSessions ended;
  private final Sessions sessions;
  private final PipeTasks tasks;
  private final Adoption adoption;
  private final Strays strays;
  private final PipeSearch search;
  private final LostSessions lost;
  private final PipeRelief relief;
  private boolean straysGone;

  /** What is left for when logins are answered: it has no pipe, so no terminal waits for it. */
  private final List<Recording> rest = new ArrayList<>();

  /** What could not be taken over, and why. */
  private final Map<Recording, String> waiting = new ConcurrentHashMap<>();

  /** When readers of sessions ended before their time. */
  private final Map<SessionId, Long> failedAt = new HashMap<>();

  /** Sessions of which it was told that their pipes do not answer. */
  private final Set<SessionId> stuck = ConcurrentHashMap.newKeySet();

  /** Sessions of a later version; no disk that gets room again will change that. */
  private final Set<SessionId> newer = ConcurrentHashMap.newKeySet();

  private long triedAt;

  /**
   * Creates it; {@link #run} begins.
   *
   * @param sessions takes the sessions that go on, and gives those whose readers ended
   * @param tasks does what touches a pipe
   */
  Recovery(
      Essentials essentials,
      RunDir runDir,
      RecordingStore store,
      TranscriptsDue transcripts,
      Sessions sessions,
      PipeTasks tasks) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.store = store;
    this.ended = transcripts.ended();
    this.sessions = sessions;
    this.tasks = tasks;
    this.adoption = new Adoption(essentials, store, transcripts, sessions);
    this.strays = new Strays(essentials.unix(), runDir, store, sessions::isActive);
    this.search = new PipeSearch(essentials.unix(), runDir, essentials.clock().nanos());
    this.relief = new PipeRelief(essentials, search);
    this.lost =
        new LostSessions(essentials.clock(), runDir, store, search, essentials.status()::warn);
  }

  /** Has all pipes read again, but for those that do not answer within a second. */
  void run() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Recording recording : store.active()) {
      if (isOurs(recording)) {
        recordings.add(recording);
      }
    }
    recordings.addAll(
        lost.find(recordings.stream().map(Recording::id).collect(Collectors.toSet())));
    for (Recording recording : recordings) {
      if (search.of(recording.id()).isEmpty() || !begin(recording)) {
        rest.add(recording);
      }
    }
    tasks.await(READERS_FIRST);
    triedAt = essentials.nanos();
  }

  /**
   * Another machine's is left alone, for it to come back: a session's processes cannot be seen from
   * here. One of another run of this machine is ours when its pipe is here, as after a restore.
   */
  private boolean isOurs(Recording recording) {
    boolean ours =
        RecordingOwner.standing(recording, Machine.here()) != RecordingOwner.Standing.ELSEWHERE;
    if (!ours) {
      essentials
          .status()
          .warn("session " + recording.id() + " is another machine's, and left alone");
    }
    return ours;
  }

  /** Returns true while there is something to take over. */
  boolean busy() {
    return !rest.isEmpty() || sessions.anyFailed() || !waiting.isEmpty() || tasks.count() > 0;
  }

  /** Does what no terminal waited for, and the next time what could not be done. */
  void retry() {
    long now = essentials.nanos();
    sessions.takeFailed(one -> takeUp(one, now));
    rest.removeIf(one -> tasks.count() - stuck.size() < AT_A_TIME && begin(one));
    if (now - triedAt >= RETRY_NANOS) {
      triedAt = now;
      waiting.keySet().forEach(this::begin);
      removeStrays();
    }
    boolean goOn = essentials.configuration().recording().onDiskFull() == OnDiskFull.CONTINUE;
    waiting.forEach(
        (recording, why) -> {
          if (goOn || newer.contains(recording.id())) {
            tasks.start(recording.id(), () -> relief.give(recording, why));
          }
        });
    tellStuck();
  }

  /**
   * At once, since its terminal waits; one that fails over and over has to wait, too. Returns false
   * while the task that began its reader is not done: that still says what becomes of it.
   */
  private boolean takeUp(Recording one, long now) {
    if (tasks.busyWith(one.id())) {
      return false;
    }
    Long before = failedAt.put(one.id(), now);
    if (before != null && now - before < RETRY_NANOS) {
      waiting.put(one, "its reader ends over and over");
      triedAt = now;
    } else if (!begin(one)) {
      rest.add(one);
    }
    return true;
  }

  private void removeStrays() {
    try {
      if (!straysGone) {
        straysGone = true;
        strays.remove();
      }
    } catch (IOException e) {
      essentials.status().warn("pipes without a session: " + e.getMessage());
    }
  }

  private void tellStuck() {
    for (SessionId id : tasks.takingLongerThan(STUCK)) {
      if (stuck.add(id)) {
        essentials
            .status()
            .warn(
                "session "
                    + id
                    + userOf(id)
                    + " cannot be taken over yet: its pipe does not answer, since a process that"
                    + " writes it holds its lock; end that user's processes, or reboot");
      }
    }
  }

  private String userOf(SessionId id) {
    try {
      return store.active().stream()
          .filter(recording -> recording.id().equals(id))
          .findFirst()
          .map(recording -> " of " + recording.user())
          .orElse("");
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Begins to take it over; returns false when that cannot be begun yet. */
  private boolean begin(Recording recording) {
    return tasks.start(recording.id(), () -> recover(recording)) == PipeTasks.Start.BEGUN;
  }

  /** One recording that is beyond repair must not stop the others. */
  private void recover(Recording recording) {
    try {
      recover(recording, search.of(recording.id()));
      boolean waited = waiting.remove(recording) != null;
      if (stuck.remove(recording.id()) || waited) {
        essentials.status().warnOf(recording.user(), "session " + recording.id() + ": taken over");
      }
    } catch (NewerRecordingException e) {
      leave(recording, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(waiting.put(recording, why))) {
        essentials
            .status()
            .warnOf(
                recording.user(),
                "session " + recording.id() + " cannot be taken over yet: " + why);
      }
    }
  }

  /** A pipe that is there is kept open, and not let fill up, for the later version to come back. */
  private void leave(Recording recording, String why) {
    if (newer.add(recording.id())) {
      essentials.status().warn("session " + recording.id() + " is not taken over: " + why);
    }
    try {
      if (search.of(recording.id()).isPresent()) {
        waiting.put(recording, why);
        return;
      }
    } catch (IOException unseen) {
      essentials.status().warnOf(recording.user(), "session " + recording.id() + ": " + unseen);
    }
    waiting.remove(recording);
  }

  private void recover(Recording recording, Optional<PipeSearch.Found> found) throws IOException {
    Path pipe = found.map(PipeSearch.Found::path).orElse(runDir.pipe(recording.id()));
    if (Files.notExists(recording.sessionFile()) && !hasOutput(recording)) {
      if (found.isPresent() && lost.makeAnew(recording.id()).isPresent()) {
        adoption.adopt(recording, found.get());
        return;
      }
      // It was being made when the collector died; nobody was ever told of it.
      strays.remove(pipe);
      store.discard(recording);
      return;
    }
    if (found.isEmpty()) {
      recording.requireKnownVersion();
    }
    if (LostSessions.hasEnded(recording)) {
      strays.remove(pipe);
      ended.add(recording);
    } else if (found.isPresent()) {
      adoption.adopt(recording, found.get());
    } else {
      adoption.end(recording);
    }
  }

  private static boolean hasOutput(Recording recording) throws IOException {
    return Files.exists(recording.typescript()) && Files.size(recording.typescript()) > 0;
  }

  /** Waits, not for long, until what is being taken over has a reader. */
  void settle() {
    tasks.await(READERS_FIRST);
  }
}
