package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects the facts of the sealed entries about each session and log. For one thread. */
final class LedgerFold implements LedgerReader.Visitor {
  private static final String AUDIT = "audit/audit.log";
  private static final int MOST_CHANGES = 1000;

  private final Consumer<Checkpoint> checkpoints;
  private final List<Placed> pending = new ArrayList<>();
  private final Map<SessionId, KnownSession> sessions = new HashMap<>();
  private final NavigableMap<LogName, SealTrail> logs = new TreeMap<>();
  private final Set<LogName> absent = new HashSet<>();
  private final List<LedgerEntry.Changed> changes = new ArrayList<>();
  private final NavigableMap<Instant, Long> intervals = new TreeMap<>();
  private SealTrail audit = new SealTrail();
  private Optional<Instant> sealed = Optional.empty();

  /** When the checkpoint before was made. */
  private Instant floor = Instant.MIN;

  private int datedBack;
  private String firstDatedBack = "";
  private final List<LedgerEntry.FileGone> logsGone = new ArrayList<>();

  private record Placed(LedgerEntry entry, long place) {}

  /**
   * Creates it.
   *
   * @param checkpoints is given each checkpoint that is right, in order
   */
  LedgerFold(Consumer<Checkpoint> checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public void entry(long place, byte[] line, LedgerEntry entry) {
    pending.add(new Placed(entry, place));
  }

  @Override
  public void sealed(Checkpoint checkpoint, SignedNote note) {
    pending.forEach(placed -> fold(placed.entry(), placed.place()));
    pending.clear();
    floor = sealed.orElse(floor);
    checkpoints.accept(checkpoint);
  }

  private void fold(LedgerEntry entry, long place) {
    sealed = Optional.of(entry.at());
    compareWithFloor(entry.at());
    if (entry instanceof LedgerEntry.Open open) {
      known(open.session(), open.user(), open.at());
    } else if (entry instanceof LedgerEntry.Part part) {
      sessions.computeIfPresent(part.session(), (id, known) -> sealed(known, part, place));
    } else if (entry instanceof LedgerEntry.Close close) {
      sealed(known(close.session(), close.user(), close.at()), close, place);
    } else if (entry instanceof LedgerEntry.Gone gone) {
      Optional.ofNullable(sessions.get(gone.session())).ifPresent(known -> known.remove(gone));
    } else if (entry instanceof LedgerEntry.Interval interval) {
      intervals.put(interval.at(), interval.seconds());
    } else {
      foldLog(entry, place);
    }
  }

  /** A key cannot be dated back, so what it signs is not older than the checkpoint before. */
  private void compareWithFloor(Instant at) {
    if (!floor.equals(Instant.MIN) && at.isBefore(floor.minus(BundleLedger.CLOCK))) {
      datedBack++;
      firstDatedBack = firstDatedBack.isEmpty() ? at + ", after " + floor : firstDatedBack;
    }
  }

  /** Returns how many entries are older than the previous checkpoint; empty if there are none. */
  Optional<String> datedBack() {
    return datedBack == 0
        ? Optional.empty()
        : Optional.of(
            (datedBack == 1 ? "an entry is" : datedBack + " entries are")
                + " dated before the checkpoint that precedes "
                + (datedBack == 1 ? "it, at " : "them, the first at ")
                + firstDatedBack
                + ": the clock was set back, or somebody with a key dated them back");
  }

  private KnownSession known(SessionId id, String user, Instant at) {
    return sessions.computeIfAbsent(id, any -> new KnownSession(id, user, at));
  }

  private static KnownSession sealed(KnownSession known, LedgerEntry.Contents entry, long place) {
    known.seal(entry, place);
    return known;
  }

  private void foldLog(LedgerEntry entry, long place) {
    if (entry instanceof LedgerEntry.File file && file.name().equals(AUDIT)) {
      audit.add(place);
    } else if (entry instanceof LedgerEntry.File file) {
      logs.computeIfAbsent(new LogName(file.name()), name -> new SealTrail()).add(place);
    } else if (entry instanceof LedgerEntry.Rolled rolled) {
      SealTrail trail = logs.remove(new LogName(rolled.from()));
      trail = trail == null ? new SealTrail() : trail;
      trail.add(place);
      logs.put(new LogName(rolled.to()), trail);
      absent.remove(new LogName(rolled.to()));
    } else if (entry instanceof LedgerEntry.FileGone gone) {
      gone(new LogName(gone.name()));
      logsGone.add(gone);
    } else if (entry instanceof LedgerEntry.Changed changed) {
      foldChange(changed);
    }
  }

  /**
   * A rotated log that comes back has its old content; one that is being written has changed by
   * now.
   */
  private void gone(LogName name) {
    if (name.rolled()) {
      absent.add(name);
    } else {
      logs.remove(name);
    }
  }

  /** What the collector found stays reported; what it sealed after that is something else. */
  private void foldChange(LedgerEntry.Changed changed) {
    if (changes.size() < MOST_CHANGES) {
      changes.add(changed);
    }
    logs.remove(new LogName(changed.what()));
    if (changed.what().equals(AUDIT)) {
      audit = new SealTrail();
    }
  }

  Map<SessionId, KnownSession> sessions() {
    return sessions;
  }

  NavigableMap<LogName, SealTrail> logs() {
    return logs;
  }

  /** Returns true if the ledger says that the log is gone. */
  boolean isAbsent(LogName name) {
    return absent.contains(name);
  }

  SealTrail audit() {
    return audit;
  }

  List<LedgerEntry.Changed> changes() {
    return changes;
  }

  /** Returns the time of the last sealed entry. */
  Optional<Instant> sealed() {
    return sealed;
  }

  /** Returns true if an entry that is not sealed yet opens the session. */
  boolean opensUnsealed(SessionId id) {
    return pending.stream()
        .anyMatch(
            placed -> placed.entry() instanceof LedgerEntry.Open open && open.session().equals(id));
  }

  /** Returns true if sealing was off at a time. */
  boolean offAt(Instant time) {
    Map.Entry<Instant, Long> then = intervals.floorEntry(time);
    return then != null && then.getValue() == 0;
  }

  /** Returns the rotated logs that were sealed and are gone, by a limit or otherwise. */
  List<LedgerEntry.FileGone> logsGone() {
    return logsGone;
  }
}
