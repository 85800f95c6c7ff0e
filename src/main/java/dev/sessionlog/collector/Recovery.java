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
 * Takes over the sessions of an earlier collector: it continues active ones, and ends those that
 * ended in the meantime. It can be repeated, or killed at any point. Sessions that cannot be taken
 * over now, because the disk is full or read-only, are tried again by {@link #retry}. A blocked
 * pipe delays only its own session. The methods are for one thread at a time.
 */
final class Recovery {
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * The time limit, because terminals wait for their readers, and logins after that for their
   * answers.
   */
  private static final Duration READERS_FIRST = Duration.ofSeconds(1);

  /** The number of parallel takeovers. */
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

  /** Sessions that can wait until logins are answered: they have no pipe, so no terminal waits. */
  private final List<Recording> rest = new ArrayList<>();

  /** Sessions that could not be taken over, with the reasons. */
  private final Map<Recording, String> waiting = new ConcurrentHashMap<>();

  /** The times at which readers of sessions failed. */
  private final Map<SessionId, Long> failedAt = new HashMap<>();

  /** Sessions whose blocked pipes were reported. */
  private final Set<SessionId> stuck = ConcurrentHashMap.newKeySet();

  /** Sessions of a later version, which need not be tried again. */
  private final Set<SessionId> newer = ConcurrentHashMap.newKeySet();

  private long triedAt;

  /**
   * Creates it; {@link #run} begins.
   *
   * @param sessions takes the continued sessions, and returns those whose readers failed
   * @param tasks runs the tasks that touch a pipe
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

  /** Starts readers for all pipes, except those that do not respond within a second. */
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
   * A session of another machine is left alone, because its processes are invisible here and the
   * machine may come back. A session from before a boot of this machine is ours if its pipe is
   * here, for example after a restore.
   */
  private boolean isOurs(Recording recording) {
    boolean ours =
        RecordingOwner.standing(recording, Machine.here()) != RecordingOwner.Standing.ELSEWHERE;
    if (!ours) {
      essentials
          .status()
          .warn("session " + recording.id() + " belongs to another machine; left as it is");
    }
    return ours;
  }

  /** Returns true while there is something to take over. */
  boolean busy() {
    return !rest.isEmpty() || sessions.anyFailed() || !waiting.isEmpty() || tasks.count() > 0;
  }

  /** Takes over the sessions without a waiting terminal, and later those that failed. */
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
   * At once, because its terminal waits; a session that fails repeatedly must wait. Returns false
   * while the task that starts its reader is running, because its result is still open.
   */
  private boolean takeUp(Recording one, long now) {
    if (tasks.busyWith(one.id())) {
      return false;
    }
    Long before = failedAt.put(one.id(), now);
    if (before != null && now - before < RETRY_NANOS) {
      waiting.put(one, "its reader keeps failing");
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

  /** Starts taking it over; returns false if that cannot be started yet. */
  private boolean begin(Recording recording) {
    return tasks.start(recording.id(), () -> recover(recording)) == PipeTasks.Start.BEGUN;
  }

  /** An irreparable recording must not stop the others. */
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
      // The collector died while creating it, before any login got an answer.
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

  /** Waits briefly until the sessions being taken over have readers. */
  void settle() {
    tasks.await(READERS_FIRST);
  }
}
