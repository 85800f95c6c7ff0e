package dev.sessionlog.evidence;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a log dir against its ledger. Trusts nothing in the log dir: the ledger counts as far as
 * its checkpoints are signed, and all files are hashed again. An earlier seal counts whatever was
 * sealed later, because an attacker may have a later key.
 */
public final class Verifier {
  private static final int AHEAD = 64;

  /** For so long the ledger in an archive may tell of a recording that is on its way there. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

  private final Path logDir;
  private final LedgerFolder folder;
  private final RecordingStore store;
  private final Removals removals;
  private final Optional<Predicate<SessionId>> coming;
  private final Map<SessionId, LedgerEntry.Gone> noted = new HashMap<>(); // guarded by itself
  private long notedTo; // guarded by noted
  private LedgerFold fold = new LedgerFold(checkpoint -> {});
  private Optional<LedgerEntry.Begin> begin = Optional.empty();
  private boolean broken;

  /** Creates the verifier of a log dir, for one verification. */
  public Verifier(Path logDir) {
    this(logDir, logDir, Optional.empty());
  }

  /**
   * Creates the verifier of a copy of a log dir in which are recordings, and neither keys nor logs.
   *
   * @param ledgerHome the folder in whose {@code ledger/} the ledger is: a host may have begun
   *     several, one after the other
   * @param coming whether more of a recording may come there: then it may be shorter than what was
   *     sealed
   */
  public static Verifier ofCopy(Path logDir, Path ledgerHome, Predicate<SessionId> coming) {
    return new Verifier(logDir, ledgerHome, Optional.of(coming));
  }

  private Verifier(Path logDir, Path ledgerHome, Optional<Predicate<SessionId>> coming) {
    this.coming = coming;
    this.logDir = logDir;
    this.folder = LedgerFolder.in(ledgerHome);
    this.store = new RecordingStore(logDir);
    this.removals = new Removals(logDir);
  }

  /**
   * Checks the ledger itself, and the logs.
   *
   * @param first the first key, which was kept elsewhere
   * @param anchors checkpoints that were kept elsewhere
   * @throws IOException if the ledger cannot be read
   */
  public Verification ledger(Optional<NoteKey> first, List<SignedNote> anchors) throws IOException {
    return ledger(first, KeptCheckpoints.of(anchors), entries -> {});
  }

  /**
   * Checks the same.
   *
   * @param progress receives the number of entries read, after each
   */
  public Verification ledger(
      Optional<NoteKey> first, KeptCheckpoints anchors, LongConsumer progress) throws IOException {
    KeyCheck keys = KeyCheck.begin(folder);
    AnchorCheck kept = new AnchorCheck(anchors);
    fold = new LedgerFold(kept::sealed);
    LedgerReader.Chain chain = new LedgerReader(folder).read(counting(fold, progress));
    List<String> problems = new ArrayList<>(chain.problems());
    List<String> notes = new ArrayList<>();
    begin = chain.begin();
    broken = !problems.isEmpty();
    if (begin.isEmpty() && problems.isEmpty()) {
      problems.add(
          "there is no ledger in "
              + logDir
              + ": it was removed, or no collector with sealing has run there yet");
    }
    first.ifPresent(key -> compare(key, problems));
    boolean known = begin.isPresent() && first.equals(begin.map(LedgerEntry.Begin::key));
    kept.check(begin, known, chain.sealed(), problems::add);
    if (!broken && begin.isPresent() && coming.isEmpty()) {
      keys.check(chain, problems::add, notes::add);
    }
    if (first.isEmpty() && anchors.isEmpty()) {
      notes.add("neither --key nor --anchor was given, so a replaced ledger cannot be detected");
    }
    for (LedgerEntry.Changed changed : fold.changes()) {
      problems.add(
          changed.what() + ": " + changed.found() + ", the collector saw at " + changed.at());
    }
    fold.datedBack().ifPresent(notes::add);
    if (coming.isEmpty()) {
      try (LedgerPlaces places = new LedgerPlaces(folder)) {
        LogCheck logs = new LogCheck(logDir, fold, places, removals);
        logs.check(problems::add);
        if (!broken) {
          logs.notSealedYet().ifPresent(notes::add);
        }
      }
    }
    return new Verification(
        begin,
        chain.sealed(),
        chain.size() - chain.sealed(),
        fold.sealed(),
        problems,
        notes,
        fold.logsGone());
  }

  private static LedgerReader.Visitor counting(LedgerFold fold, LongConsumer progress) {
    return new LedgerReader.Visitor() {
      private long entries;

      @Override
      public void entry(long place, byte[] line, LedgerEntry entry) {
        fold.entry(place, line, entry);
        progress.accept(++entries);
      }

      @Override
      public void sealed(Checkpoint checkpoint, SignedNote note) {
        fold.sealed(checkpoint, note);
      }
    };
  }

  private void compare(NoteKey first, List<String> problems) {
    if (begin.isPresent() && !begin.get().key().equals(first)) {
      problems.add(
          "its first key is " + begin.get().key() + ", not the one that was given, " + first);
    }
  }

  /** Returns the sessions that the ledger knows. {@link #ledger} must have been called. */
  public Set<SessionId> known() {
    return Set.copyOf(fold.sessions().keySet());
  }

  /** Selects sessions. */
  public interface SessionChoice {
    boolean wanted(SessionId id, String user);
  }

  /**
   * Which sessions are to be checked: those that are there, and of those that the ledger knows
   * some.
   *
   * @param known which of those that the ledger {@linkplain #known knows}
   * @param which of all these, by id and user
   * @param latest when anything of this log dir was sealed last, as far as ledgers tell
   */
  public record Asked(Set<SessionId> known, SessionChoice which, Optional<Instant> latest) {}

  /**
   * Checks sessions, several at a time. {@link #ledger} must have been called.
   *
   * @param which of all sessions, by id and user
   * @param threads how many sessions at a time
   * @param verdicts receives one for each, ordered by id, in the calling thread
   */
  public void sessions(SessionChoice which, int threads, Consumer<Verdict> verdicts)
      throws IOException {
    sessions(new Asked(fold.sessions().keySet(), which, fold.sealed()), threads, verdicts);
  }

  /** Checks sessions like the other method, and takes no longer with others in the ledger. */
  public void sessions(Asked asked, int threads, Consumer<Verdict> verdicts) throws IOException {
    Map<SessionId, List<Recording>> there = new HashMap<>();
    for (Recording recording : store.all()) {
      there.merge(recording.id(), List.of(recording), Verifier::joined);
    }
    NavigableSet<SessionId> all = new TreeSet<>(asked.known());
    all.addAll(there.keySet());
    AtomicInteger number = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, work -> new Thread(work, "verify-" + number.incrementAndGet()));
    try (LedgerPlaces places = new LedgerPlaces(folder)) {
      Deque<Future<Verdict>> underWay = new ArrayDeque<>();
      for (SessionId id : all) {
        List<Recording> recordings = there.getOrDefault(id, List.of());
        Optional<KnownSession> known = Optional.ofNullable(fold.sessions().get(id));
        String user = known.map(KnownSession::user).orElseGet(() -> recordings.get(0).user());
        if (asked.which().wanted(id, user)) {
          underWay.add(
              workers.submit(() -> verdict(id, user, recordings, known, asked.latest(), places)));
        }
        if (underWay.size() >= AHEAD * threads) {
          verdicts.accept(result(underWay.remove()));
        }
      }
      while (!underWay.isEmpty()) {
        verdicts.accept(result(underWay.remove()));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /**
   * Returns the existing sessions that are not in the ledger, without hashing. {@link #ledger} must
   * have been called.
   *
   * @param which of all sessions, by id and user
   */
  public void strangers(SessionChoice which, Consumer<Verdict> verdicts) throws IOException {
    for (Recording recording : store.all()) {
      boolean stranger = !fold.sessions().containsKey(recording.id());
      if (which.wanted(recording.id(), recording.user()) && stranger) {
        verdicts.accept(unknown(recording, recording.user()));
      }
    }
  }

  private static List<Recording> joined(List<Recording> some, List<Recording> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Verdict result(Future<Verdict> verdict) throws IOException {
    try {
      return verdict.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    }
  }

  private Verdict verdict(
      SessionId id,
      String user,
      List<Recording> recordings,
      Optional<KnownSession> known,
      Optional<Instant> latest,
      LedgerPlaces places)
      throws IOException {
    if (recordings.size() > 1) {
      String folders = recordings.stream().map(Recording::user).collect(Collectors.joining(", "));
      return new Verdict(
          id, user, Verdict.Status.CHANGED, "it exists more than once: for " + folders);
    }
    if (known.isEmpty()) {
      return unknown(recordings.get(0), user);
    }
    Optional<LedgerEntry.Gone> gone = known.get().gone();
    boolean grows = coming.filter(more -> more.test(id)).isPresent();
    Verdict verdict =
        recordings.isEmpty()
            ? new Verdict(id, user, Verdict.Status.MISSING, "sealed at " + known.get().at())
            : new SessionCheck(known.get(), places, grows).verdict(recordings.get(0));
    if (verdict.status() != Verdict.Status.MISSING) {
      return verdict;
    }
    if (gone.isPresent()) { // a part is left, because cleanup did not finish
      return new Verdict(id, user, Verdict.Status.REMOVED, why(gone.get()));
    }
    if (coming.isPresent() && recordings.isEmpty() && isOnItsWay(known.get(), latest)) {
      return new Verdict(id, user, Verdict.Status.NOT_BROUGHT_YET, verdict.more());
    }
    if (!known.get().held()) { // nobody opened its pipe, and the collector does not know yet
      return new Verdict(id, user, Verdict.Status.REMOVED, "it held nothing when it was sealed");
    }
    return noted(id) // it may be removed while this runs
        .map(
            entry ->
                new Verdict(
                    id, user, Verdict.Status.REMOVED, why(entry) + ", which is not sealed yet"))
        .orElse(verdict);
  }

  private static boolean isOnItsWay(KnownSession known, Optional<Instant> latest) {
    return latest.filter(at -> known.at().isAfter(at.minus(ON_ITS_WAY))).isPresent();
  }

  private Optional<LedgerEntry.Gone> noted(SessionId id) throws IOException {
    synchronized (noted) {
      notedTo = removals.read(notedTo, Long.MAX_VALUE, this::note);
      return Optional.ofNullable(noted.get(id));
    }
  }

  private void note(LedgerEntry entry) {
    if (entry instanceof LedgerEntry.Gone gone) {
      noted.put(gone.session(), gone);
    }
  }

  private static String why(LedgerEntry.Gone gone) {
    return "by " + gone.by() + ": " + gone.why();
  }

  private Verdict unknown(Recording recording, String user) throws IOException {
    SessionId id = recording.id();
    if (broken) {
      return new Verdict(
          id, user, Verdict.Status.NOT_SEALED, "the ledger is right only up to what is before it");
    }
    // It may have held nothing yet when the collector looked.
    boolean newer =
        fold.sealed().isPresent()
            && !id.beganBefore(fold.sealed().get().minus(SessionSeals.SILENCE));
    if (newer || fold.opensUnsealed(id)) {
      return new Verdict(id, user, Verdict.Status.NOT_SEALED_YET, "");
    }
    if (SessionSeal.isEmpty(recording)) {
      return new Verdict(id, user, Verdict.Status.NOT_SEALED_YET, "it holds nothing");
    }
    if (begin.isPresent() && id.beganBefore(begin.get().at())) {
      return new Verdict(id, user, Verdict.Status.OLDER, "sealing began at " + begin.get().at());
    }
    if (fold.offAt(id.started())) {
      return new Verdict(id, user, Verdict.Status.OFF, "");
    }
    boolean unsigned = begin.isPresent() && fold.sealed().isEmpty();
    return new Verdict(
        id, user, Verdict.Status.NOT_SEALED, unsigned ? "the ledger has no checkpoint yet" : "");
  }
}
