package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Checks a log dir against its ledger. Trusts nothing in the log dir: what the ledger says counts
 * as far as its checkpoints are signed, and what the files hold is hashed anew.
 */
public final class Verifier {
  private final Path logDir;
  private final LedgerFolder folder;
  private final RecordingStore store;
  private final Removals removals;

  private final Map<SessionId, SessionHistory> sessions = new TreeMap<>();
  private final Map<Long, Sha256> roots = new HashMap<>();
  private final List<LedgerEntry> pending = new ArrayList<>();
  private final Map<LogName, LogHistory> logs = new TreeMap<>();
  private final SealedPrefixes audit = new SealedPrefixes();
  private Optional<Instant> lastSealed = Optional.empty();
  private Optional<LedgerEntry.Begin> begin = Optional.empty();
  private boolean broken;
  private final NavigableMap<Instant, Long> intervals = new TreeMap<>();

  /** Creates the verifier of a log dir; one is for one verification. */
  public Verifier(Path logDir) {
    this.logDir = logDir;
    this.folder = LedgerFolder.in(logDir);
    this.store = new RecordingStore(logDir);
    this.removals = new Removals(logDir);
  }

  /**
   * Checks the ledger itself.
   *
   * @param first the first key, which was kept elsewhere
   * @param anchors checkpoints that were kept elsewhere
   * @throws IOException when the ledger cannot be read
   */
  public Verification ledger(Optional<NoteKey> first, List<SignedNote> anchors) throws IOException {
    LedgerReader.Chain chain = new LedgerReader(folder).read(new Folding());
    List<String> problems = new ArrayList<>(chain.problems());
    List<String> notes = new ArrayList<>();
    begin = chain.begin();
    broken = !problems.isEmpty();
    if (begin.isEmpty() && problems.isEmpty()) {
      problems.add(
          "there is no ledger in "
              + logDir
              + ": it was removed, or no collector has started since sealing was switched on");
    }
    first.ifPresent(key -> compare(key, problems));
    for (SignedNote anchor : anchors) {
      compare(anchor, chain, problems);
    }
    if (!broken) {
      checkKey(chain, problems, notes);
    }
    if (first.isEmpty() && anchors.isEmpty()) {
      notes.add(
          "neither --key nor --anchor was given: a whole ledger that somebody put in place of the"
              + " first one does not show");
    }
    checkAudit(problems);
    List<LedgerEntry.FileGone> removed = new ArrayList<>();
    new LogCheck(logDir, logs).check(problems::add, removed::add);
    return new Verification(
        begin, chain.sealed(), chain.size() - chain.sealed(), lastSealed, problems, notes, removed);
  }

  private final class Folding implements LedgerReader.Visitor {
    @Override
    public void entry(long index, byte[] line, LedgerEntry entry) {
      pending.add(entry);
    }

    @Override
    public void sealed(Checkpoint checkpoint, SignedNote note) {
      pending.forEach(Verifier.this::fold);
      pending.clear();
      roots.put(checkpoint.size(), checkpoint.root());
    }
  }

  private void fold(LedgerEntry entry) {
    lastSealed = Optional.of(entry.at());
    if (entry instanceof LedgerEntry.Open open) {
      history(open.session(), open.user(), open.at());
    } else if (entry instanceof LedgerEntry.Part part) {
      known(part.session()).ifPresent(known -> known.add(part));
    } else if (entry instanceof LedgerEntry.Close close) {
      history(close.session(), close.user(), close.at()).add(close);
    } else if (entry instanceof LedgerEntry.Gone gone) {
      known(gone.session()).ifPresent(known -> known.add(gone));
    } else if (entry instanceof LedgerEntry.File file && file.name().equals("audit/audit.log")) {
      audit.add(file.content());
    } else if (entry instanceof LedgerEntry.Interval interval) {
      intervals.put(interval.at(), interval.seconds());
    } else {
      foldLog(entry);
    }
  }

  private void foldLog(LedgerEntry entry) {
    if (entry instanceof LedgerEntry.File file) {
      log(file.name()).add(new LogName(file.name()), file.content());
    } else if (entry instanceof LedgerEntry.Rolled rolled) {
      LogHistory before = log(rolled.from());
      logs.remove(new LogName(rolled.from()));
      log(rolled.to()).add(before, rolled.content());
    } else if (entry instanceof LedgerEntry.FileGone gone) {
      log(gone.name()).add(gone);
    }
  }

  private LogHistory log(String name) {
    return logs.computeIfAbsent(new LogName(name), key -> new LogHistory());
  }

  private Optional<SessionHistory> known(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  private SessionHistory history(SessionId id, String user, Instant at) {
    return sessions.computeIfAbsent(id, key -> new SessionHistory(key, user, at));
  }

  private void compare(NoteKey first, List<String> problems) {
    if (begin.isPresent() && !begin.get().key().equals(first)) {
      problems.add(
          "its first key is " + begin.get().key() + ", not the one that was given, " + first);
    }
  }

  private void compare(SignedNote anchor, LedgerReader.Chain chain, List<String> problems) {
    Optional<Checkpoint> kept = Checkpoint.parse(anchor.text());
    if (kept.isEmpty() || begin.isEmpty()) {
      problems.add("an anchor is no checkpoint");
      return;
    }
    if (!kept.get().origin().equals(begin.get().origin())) {
      problems.add("an anchor is of another ledger, " + kept.get().origin());
    } else if (kept.get().size() > chain.sealed()) {
      problems.add(
          "it ends after "
              + chain.sealed()
              + " sealed entries; an anchor covers "
              + kept.get().size());
    } else if (!kept.get().root().equals(roots.get(kept.get().size()))) {
      problems.add("it contradicts the anchor over " + kept.get().size() + " entries");
    }
  }

  /** A ledger whose end was cut off has an older key than the one that is there. */
  private void checkKey(LedgerReader.Chain chain, List<String> problems, List<String> notes)
      throws IOException {
    if (begin.isEmpty()) {
      return;
    }
    try (FileChannel file = StoreFiles.read(folder.keys())) {
      KeyFile keys = new KeyFile(file);
      Optional<byte[]> current = keys.open(chain.epoch());
      if (current.isEmpty()) {
        OptionalLong newest = keys.newest();
        problems.add(
            "its last checkpoint is number "
                + chain.epoch()
                + ", and the key for the next one is not there"
                + (newest.isPresent() ? " but that of number " + (newest.getAsLong() + 1) : "")
                + ": checkpoints were removed");
      } else if (!Arrays.equals(current.get(), chain.key().bytes())) {
        problems.add("the key in " + folder.keys() + " is not the one that the ledger announces");
      } else if (!signs(keys, chain)) {
        problems.add(
            "the key in "
                + folder.keys()
                + " is none: what it signs is not signed by the key that the ledger announces, so"
                + " somebody made it up");
      }
    } catch (NoSuchFileException e) {
      problems.add("the key is gone: " + folder.keys());
    } catch (AccessDeniedException e) {
      notes.add(
          "only root can read the key: whether the end of the ledger was cut off is known from an"
              + " anchor alone");
    }
  }

  /** The public half stands in the ledger, for everybody to copy. */
  private static boolean signs(KeyFile keys, LedgerReader.Chain chain) throws IOException {
    byte[] text = "sessionlog verify\n".getBytes(StandardCharsets.UTF_8);
    return chain.key().signed(text, keys.sign(chain.epoch(), text));
  }

  private void checkAudit(List<String> problems) throws IOException {
    PrefixDigest digest = new PrefixDigest(removals.auditLog());
    try {
      Optional<Prefix> other = digest.firstOther(audit.rising());
      if (other.isPresent() && digest.length() < other.get().bytes()) {
        problems.add(
            "audit/audit.log has "
                + digest.length()
                + " bytes; "
                + other.get().bytes()
                + " were sealed");
      } else if (other.isPresent()) {
        problems.add("audit/audit.log was changed in its first " + other.get().bytes() + " bytes");
      }
    } catch (NoSuchFileException e) {
      problems.add("audit/audit.log is missing; " + audit.last().bytes() + " bytes were sealed");
    }
  }

  /**
   * Checks sessions. {@link #ledger} must have been called.
   *
   * @param which of all sessions, by id and user
   * @param verdicts gets one for each, in the order of the ids
   */
  public void sessions(SessionChoice which, Consumer<Verdict> verdicts) throws IOException {
    Map<SessionId, Recording> there = new TreeMap<>();
    for (Recording recording : store.all()) {
      there.put(recording.id(), recording);
    }
    Set<SessionId> all = new HashSet<>(sessions.keySet());
    all.addAll(there.keySet());
    Map<SessionId, LedgerEntry.Gone> noted = new HashMap<>();
    removals.read(0, gone -> noted.put(gone.session(), gone));
    for (SessionId id : all.stream().sorted().toList()) {
      Optional<Recording> recording = Optional.ofNullable(there.get(id));
      Optional<SessionHistory> sealed = known(id);
      String user = sealed.map(SessionHistory::user).orElseGet(() -> there.get(id).user());
      if (which.wanted(id, user)) {
        verdicts.accept(verdict(id, user, recording, sealed, Optional.ofNullable(noted.get(id))));
      }
    }
  }

  /** Which sessions are wanted. */
  public interface SessionChoice {
    boolean wanted(SessionId id, String user);
  }

  private Verdict verdict(
      SessionId id,
      String user,
      Optional<Recording> recording,
      Optional<SessionHistory> sealed,
      Optional<LedgerEntry.Gone> noted)
      throws IOException {
    if (sealed.isEmpty()) {
      return unknown(id, user);
    }
    if (recording.isEmpty()) {
      Optional<LedgerEntry.Gone> gone = sealed.get().gone();
      if (gone.isPresent()) {
        return new Verdict(id, user, Verdict.Status.REMOVED, why(gone.get()));
      }
      return noted
          .map(
              entry ->
                  new Verdict(
                      id, user, Verdict.Status.REMOVED, why(entry) + ", which is not sealed yet"))
          .orElseGet(
              () ->
                  new Verdict(id, user, Verdict.Status.MISSING, "sealed at " + sealed.get().at()));
    }
    return new SessionCheck(folder, sealed.get()).verdict(recording.get());
  }

  private static String why(LedgerEntry.Gone gone) {
    return "by " + gone.by() + ": " + gone.why();
  }

  private Verdict unknown(SessionId id, String user) {
    Predicate<LedgerEntry> opens =
        entry -> entry instanceof LedgerEntry.Open open && open.session().equals(id);
    if (broken) {
      return new Verdict(
          id, user, Verdict.Status.NOT_SEALED, "the ledger is right only up to what is before it");
    }
    boolean newer =
        lastSealed.isPresent() && !id.started().isBefore(lastSealed.get().minusSeconds(1));
    if (newer || pending.stream().anyMatch(opens)) {
      return new Verdict(id, user, Verdict.Status.NOT_SEALED_YET, "");
    }
    if (begin.isPresent() && id.started().isBefore(begin.get().at())) {
      return new Verdict(id, user, Verdict.Status.OLDER, "sealing began at " + begin.get().at());
    }
    Map.Entry<Instant, Long> then = intervals.floorEntry(id.started());
    boolean off = then != null && then.getValue() == 0;
    return new Verdict(id, user, off ? Verdict.Status.OFF : Verdict.Status.NOT_SEALED, "");
  }
}
