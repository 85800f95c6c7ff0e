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
 * Which sessions have anything to be sealed: those that go on, and those that ended since the last
 * look. For one thread.
 */
final class SessionSeals implements Sealer.Source {
  /** How far back in time a session is looked for that the ledger does not know. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /**
   * How long a session may hold nothing before it is in the ledger. One whose pipe nobody opens is
   * gone by then. What is younger than the last look by less than this may be missing there.
   */
  static final Duration SILENCE = Duration.ofMinutes(1);

  /** How many older sessions, and how many bytes of them, are sealed at one look. */
  private static final int ADOPTED_AT_ONCE = 10_000;

  private static final long ADOPTED_BYTES_AT_ONCE = 1L << 30;

  private final RecordingStore store;
  private final Adoptions adoptions;
  private final Consumer<String> trouble;
  private final Map<SessionId, SessionSeal> live = new HashMap<>();
  private final SeenSessions done = new SeenSessions(MARGIN.multipliedBy(2));
  private final Set<SessionId> again = new HashSet<>();
  private final Map<String, Object> seenFolders = new HashMap<>();
  private final Set<SessionId> vanished = new HashSet<>();
  private final Set<SessionId> adopted = new HashSet<>();
  private Instant since = Instant.MIN;

  /**
   * Creates it.
   *
   * @param trouble is told of recordings that cannot be looked at; the others are
   */
  SessionSeals(RecordingStore store, Adoptions adoptions, Consumer<String> trouble) {
    this.store = store;
    this.adoptions = adoptions;
    this.trouble = trouble;
  }

  /** Takes what an earlier run wrote into the ledger. */
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

  /** Says that a recording was removed in good order; the entry says why. */
  void removed(LedgerEntry.Gone gone) {
    forget(gone.session());
  }

  /**
   * Looks at each session.
   *
   * @param entries gets what is to be appended; the disk has what they seal
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
    since = now.minus(MARGIN); // what is older was there to be seen, or is remembered
  }

  /**
   * Seals what was asked for, some at a time, so that sessions that go on need not wait long. Each
   * is asked for until the ledger has it: the next look comes only after that.
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

  /** A session may begin and end between two looks: its user's folder has changed then. */
  private void addFromFolders(Instant now, Set<SessionId> ids) throws IOException {
    Instant margin = now.minus(MARGIN);
    Instant from = since.isAfter(now) ? margin : since; // the clock was ahead when that was written
    for (String user : store.users()) {
      for (Recording recording : changedFolder(user)) {
        if (!recording.id().beganBefore(from)) {
          addNew(recording.id(), ids);
        }
      }
    }
  }

  private List<Recording> changedFolder(String user) throws IOException {
    Path folder = store.folderOf(user);
    try {
      Object changed = Files.getAttribute(folder, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
      if (changed.equals(seenFolders.put(user, changed))) {
        return List.of();
      }
      return store.of(user);
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
      return; // the next look knows whether its removal was noted meanwhile
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
