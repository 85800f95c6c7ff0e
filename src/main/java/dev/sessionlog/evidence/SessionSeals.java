package dev.sessionlog.evidence;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the sessions with something to seal: active ones, and those that ended since the last turn.
 * For one thread.
 */
final class SessionSeals implements Sealer.Source {
  /** The age up to which unknown sessions are searched. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /**
   * How long a session may hold nothing before it is in the ledger. One whose pipe nobody opens is
   * gone by then. What is younger than the last look by less than this may be missing there.
   */
  static final Duration SILENCE = Duration.ofMinutes(1);

  /** The kernel's clock for files ticks every few milliseconds, and other machines have others. */
  private static final Duration FOLDER_TICK = Duration.ofSeconds(2);

  /** The number and bytes of older sessions that are sealed in one turn. */
  private static final int ADOPTED_AT_ONCE = 10_000;

  private static final long ADOPTED_BYTES_AT_ONCE = 1L << 30;

  private final RecordingStore store;
  private final Adoptions adoptions;
  private final Consumer<String> trouble;
  private final Map<SessionId, SessionSeal> live = new HashMap<>();
  private final SeenSessions done = new SeenSessions(MARGIN.multipliedBy(2));
  private final Set<SessionId> again = new HashSet<>();
  private final Map<String, FileTime> seenFolders = new HashMap<>();
  private final Set<SessionId> vanished = new HashSet<>();
  private final Set<SessionId> adopted = new HashSet<>();
  private Instant since = Instant.MIN;

  /**
   * Creates it.
   *
   * @param trouble receives recordings that cannot be read; the others continue
   */
  SessionSeals(RecordingStore store, Adoptions adoptions, Consumer<String> trouble) {
    this.store = store;
    this.adoptions = adoptions;
    this.trouble = trouble;
  }

  /** Receives entries of an earlier run. */
  @Override
  public void past(LedgerEntry entry) {
    if (entry instanceof LedgerEntry.Begin begin) {
      since = begin.at();
    } else if (entry instanceof LedgerEntry.Open open) {
      live.put(open.session(), new SessionSeal(SealedSession.of(open)));
    } else if (entry instanceof LedgerEntry.Part part && live.containsKey(part.session())) {
      live.get(part.session()).past(part);
    } else if (entry instanceof LedgerEntry.Close close) {
      forget(close.session());
    } else if (entry instanceof LedgerEntry.Gone gone) {
      forget(gone.session());
    }
    done.forgetBefore(entry.at());
    if (entry.at().minus(MARGIN).isAfter(since)) {
      since = entry.at().minus(MARGIN);
    }
  }

  private void forget(SessionId id) {
    live.remove(id);
    done.add(id);
  }

  /** Notes that a recording was removed regularly; the entry has the reason. */
  void removed(LedgerEntry.Gone gone) {
    forget(gone.session());
  }

  /**
   * Checks each session.
   *
   * @param entries receives entries to append; their content is on the disk
   */
  @Override
  public void look(Instant now, Consumer<LedgerEntry> entries) throws IOException {
    Set<SessionId> ids = new LinkedHashSet<>(live.keySet());
    ids.addAll(again);
    again.clear();
    done.forgetBefore(now);
    for (SessionId id : store.activeNames()) {
      addNew(id, ids);
    }
    addFromFolders(now, ids);
    adopt(now, entries);
    for (SessionId id : ids) {
      try {
        look(id, now, entries);
      } catch (IOException e) {
        again.add(id);
        trouble.accept("session " + id + " cannot be sealed: " + e.getMessage());
      }
    }
    since = now.minus(MARGIN); // older ones were visible before, or are remembered
  }

  /**
   * Seals requested sessions, some at a time, so that active ones need not wait long. A request
   * stays until its session is in the ledger.
   */
  private void adopt(Instant now, Consumer<LedgerEntry> entries) throws IOException {
    for (SessionId id : adopted) {
      adoptions.done(id);
    }
    adopted.clear();
    long bytes = 0;
    for (SessionId id : adoptions.asked()) {
      if (bytes >= ADOPTED_BYTES_AT_ONCE || adopted.size() >= ADOPTED_AT_ONCE) {
        return;
      }
      try {
        Optional<Recording> recording = store.find(id);
        if (recording.isPresent()
            && !live.containsKey(id)
            && !done.contains(id)
            && recording.get().session().hasEnded()) {
          String user = recording.get().user();
          SealedSession nothing = SealedSession.of(new LedgerEntry.Open(now, id, user));
          bytes += new SessionSeal(nothing).close(recording.get(), "adopted", now, entries);
          forget(id);
        }
        adopted.add(id);
      } catch (IOException e) {
        trouble.accept("session " + id + " cannot be adopted: " + e.getMessage());
      }
    }
  }

  private void addNew(SessionId id, Set<SessionId> ids) {
    if (!done.contains(id)) {
      ids.add(id);
    }
  }

  /** A session may begin and end between two turns; its user's folder has then changed. */
  private void addFromFolders(Instant now, Set<SessionId> ids) throws IOException {
    Instant margin = now.minus(MARGIN);
    Instant from = since.isAfter(now) ? margin : since; // the clock was ahead when that was written
    for (String user : store.users()) {
      for (Recording recording : changedFolder(user, now)) {
        if (!recording.id().beganBefore(from)) {
          addNew(recording.id(), ids);
        }
      }
    }
  }

  private List<Recording> changedFolder(String user, Instant now) throws IOException {
    Path folder = store.folderOf(user);
    try {
      FileTime changed =
          (FileTime) Files.getAttribute(folder, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
      if (changed.equals(seenFolders.get(user))) {
        return List.of();
      }
      List<Recording> recordings = store.of(user);
      // What comes in the same tick of the kernel's clock does not change the time again.
      boolean ticking = Duration.between(changed.toInstant(), now).abs().compareTo(FOLDER_TICK) < 0;
      if (ticking) {
        seenFolders.remove(user);
      } else {
        seenFolders.put(user, changed);
      }
      return recordings;
    } catch (NoSuchFileException gone) {
      return List.of();
    }
  }

  private void look(SessionId id, Instant now, Consumer<LedgerEntry> entries) throws IOException {
    Optional<Recording> recording = store.activeRecording(id);
    if (recording.isEmpty()) {
      recording = store.find(id);
    }
    SessionSeal known = live.get(id);
    if (recording.isEmpty()) {
      if (known != null && !vanished.add(id)) {
        vanished.remove(id);
        forget(id);
        entries.accept(known.vanished(now));
      }
      return; // the next turn knows whether its removal was noted in the meantime
    }
    SessionSeal seal = known;
    if (seal == null) {
      if (SessionSeal.isEmpty(recording.get()) && !id.beganBefore(now.minus(SILENCE))) {
        return; // perhaps nobody opened its pipe yet
      }
      DurableFile.syncFolder(recording.get().folder());
      DurableFile.syncFolder(recording.get().folder().resolveSibling("."));
      LedgerEntry.Open open = new LedgerEntry.Open(now, id, recording.get().user());
      seal = new SessionSeal(SealedSession.of(open));
      live.put(id, seal);
      entries.accept(open);
    }
    if (seal.look(recording.get(), now, entries) == SessionSeal.Outcome.CLOSED) {
      forget(id);
    }
  }
}
