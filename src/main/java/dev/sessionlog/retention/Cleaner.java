package dev.sessionlog.retention;

import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.custody.Fingerprint;
import dev.sessionlog.custody.LegalHoldLock;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.files.Machine;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.NewerRecordingException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.Elsewhere;
import dev.sessionlog.store.ImportedContents;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.SessionIndex;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Removes from one log dir and its run dirs what need not be kept any longer. */
public final class Cleaner {
  private final Unix unix;
  private final Path logDir;
  private final List<PipeFolder> pipeFolders;
  private final RecordingStore store;
  private final SessionIndex index;
  private final AuditTrail trail;
  private final Consumer<String> trouble;
  private final LegalHolds holds;

  /**
   * Creates a cleaner.
   *
   * @param pipeFolders the folders of sessions' pipes; missing ones are skipped
   * @param trail notes each recording and log before it is removed
   * @param trouble receives a message for everything that cannot be read or removed; the rest
   *     continues
   */
  public Cleaner(
      Unix unix,
      Path logDir,
      List<PipeFolder> pipeFolders,
      AuditTrail trail,
      Consumer<String> trouble) {
    this.unix = unix;
    this.logDir = logDir;
    this.pipeFolders = List.copyOf(pipeFolders);
    this.store = new RecordingStore(logDir);
    this.index = new SessionIndex(logDir);
    this.holds = new LegalHolds(logDir);
    this.trail = trail;
    this.trouble = trouble;
  }

  /**
   * Returns what is to be removed now, and changes nothing.
   *
   * @param collectorLives true if a collector serves this log dir, which then handles active
   *     sessions itself
   */
  public CleanupPlan plan(RetentionPolicy policy, boolean collectorLives, Instant now, ZoneId zone)
      throws IOException {
    List<Removal> removals = new ArrayList<>(deadPipes());
    if (!collectorLives) {
      removals.addAll(abandoned());
    }
    for (Recording rest : store.halfRemoved()) {
      removals.add(new Removal.OfRest(rest, "an earlier removal was interrupted"));
    }
    LegalHolds.Held held = holds.held();
    List<Kept> kept =
        new Inventory(logDir, policy.settings().onlyArchived(), trouble)
            .take(now, zone, held, neverToEnd(policy));
    removals.addAll(policy.plan(kept, free(), now));
    return new CleanupPlan(removals, held);
  }

  /**
   * Active sessions of a machine whose collector was not seen for the retention time are treated as
   * ended.
   */
  private Set<SessionId> neverToEnd(RetentionPolicy policy) throws IOException {
    Optional<Duration> maxAge = policy.settings().maxAge();
    return maxAge.isPresent() ? Elsewhere.find(logDir).silentFor(maxAge.get()) : Set.of();
  }

  private long free() throws IOException {
    return Files.exists(logDir) ? Files.getFileStore(logDir).getUsableSpace() : Long.MAX_VALUE;
  }

  private List<Removal> deadPipes() throws IOException {
    Set<SessionId> active = store.activeIds();
    List<Removal> dead = new ArrayList<>();
    for (PipeFolder folder : pipeFolders) {
      for (Path pipe : folder.pipes()) {
        Optional<SessionId> id = folder.sessionOf(pipe).flatMap(SessionId::parse);
        if (id.isPresent() && !active.contains(id.get())) {
          dead.add(new Removal.OfPipe(pipe, "belongs to no session"));
        }
      }
    }
    return dead;
  }

  /**
   * Sessions that count as active but have neither collector nor pipe, because the machine went
   * down. Active sessions of another machine have both there.
   */
  private List<Removal> abandoned() throws IOException {
    List<Removal> abandoned = new ArrayList<>();
    Elsewhere elsewhere = Elsewhere.find(logDir);
    for (Recording recording : store.active()) {
      String id = recording.id().toString();
      if (pipeFolders.stream().noneMatch(folder -> Files.exists(folder.pipe(id)))
          && elsewhere.of(recording.id()).isEmpty()
          && isOurs(recording)
          && !hasEnded(recording)) {
        abandoned.add(new Removal.OfActivity(recording, "its pipe is gone"));
      }
    }
    return abandoned;
  }

  /** One that ended is in the list only until its transcript is complete, as after an import. */
  private static boolean hasEnded(Recording recording) {
    try {
      return recording.session().hasEnded();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean isOurs(Recording recording) throws IOException {
    try {
      recording.requireKnownVersion();
      return true;
    } catch (NewerRecordingException left) {
      trouble.accept(String.valueOf(left.getMessage()));
      return false;
    }
  }

  /**
   * Carries out a {@link #plan}, except for what is gone or held by now. Returns how many removals
   * failed; each was reported.
   */
  public int apply(CleanupPlan plan) {
    prepareNotes();
    int failed = 0;
    for (Removal removal : plan.removals()) {
      try {
        apply(removal, plan.held());
      } catch (IOException e) {
        if (Files.exists(removal.path())) {
          failed++;
          trouble.accept(removal.path() + ": cannot be removed: " + e.getMessage());
        }
      }
    }
    prepareNotes();
    renewIndex();
    forgetImports();
    return failed;
  }

  /**
   * The index is only a cache; without it, the next reading of all recordings just takes longer.
   */
  private void renewIndex() {
    try {
      Set<SessionId> active = store.activeIds();
      List<Recording> done =
          store.all().stream().filter(recording -> !active.contains(recording.id())).toList();
      index.renew(done);
    } catch (IOException e) {
      trouble.accept("cannot update the index: " + e.getMessage());
    }
  }

  /** The next cleanup removes any remaining entries. */
  private void forgetImports() {
    try {
      ImportedContents.forgetGone(logDir);
    } catch (IOException e) {
      trouble.accept("cannot update the list of imports: " + e.getMessage());
    }
  }

  /** On a full disk there is an older one, or there will be one after the first removal. */
  private void prepareNotes() {
    try {
      trail.prepare();
    } catch (IOException full) {
      return;
    }
  }

  private void apply(Removal removal, LegalHolds.Held heldWhenPlanned) throws IOException {
    if (removal instanceof Removal.OfRecording recording) {
      remove(recording);
    } else if (removal instanceof Removal.OfRest rest) {
      store.deleteRest(rest.recording()); // noted before it was renamed
    } else if (removal instanceof Removal.OfPlainForm plain) {
      compress(plain);
    } else if (removal instanceof Removal.OfLog log) {
      remove(log, heldWhenPlanned);
    } else if (removal instanceof Removal.OfPipe pipe) {
      trail.note("cleanup removes pipe " + pipe.path().getFileName() + ": " + pipe.why());
      Files.deleteIfExists(pipe.path());
      PipeKeepAlive.discard(unix, pipe.path());
    } else if (removal instanceof Removal.OfActivity activity) {
      end(activity.recording(), activity.why());
    }
  }

  private void remove(Removal.OfRecording removal) throws IOException {
    Recording recording = removal.recording();
    String files = Fingerprint.of(recording.files());
    store.delete(recording, () -> note("removes", recording, ", " + files + ": " + removal.why()));
  }

  private void compress(Removal.OfPlainForm removal) throws IOException {
    Recording recording = removal.recording();
    if (holds.held().holds(recording.id(), recording.user())) {
      return;
    }
    String files = Fingerprint.of(recording.compressible());
    note("compresses", recording, ", " + files + ": " + removal.why());
    recording.compress();
    index.add(recording);
  }

  /** The collector may compress or remove it at any moment. */
  @SuppressWarnings("try") // the lock is had, not used
  private void remove(Removal.OfLog removal, LegalHolds.Held heldWhenPlanned) throws IOException {
    String files = Fingerprint.of(removal.file().forms());
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      if (files.isEmpty() || !heldWhenPlanned.equals(holds.held())) {
        return; // the next plan considers new holds
      }
      trail.note("cleanup removes " + files + ": " + removal.why());
      for (Path form : removal.file().forms()) {
        Files.deleteIfExists(form);
      }
    }
  }

  private void note(String does, Recording recording, String more) throws IOException {
    trail.note("cleanup " + does + " session " + recording.id() + " of " + recording.user() + more);
  }

  /** The next collector writes the last lines of the transcript. */
  private void end(Recording recording, String why) throws IOException {
    if (Files.notExists(recording.sessionFile())) {
      discard(recording, why);
      return;
    }
    if (recording.session().hasEnded()) {
      return;
    }
    String bootId = Machine.here().bootId();
    if (Files.exists(recording.typescript()) && Files.size(recording.typescript()) > 0) {
      note("ends", recording, ": " + why);
      RecordingRecovery.end(recording, bootId, System.nanoTime(), Instant.now());
      return;
    }
    discard(recording, why);
  }

  private void discard(Recording recording, String why) throws IOException {
    note("removes", recording, ", which is empty: " + why);
    store.discard(recording);
  }
}
