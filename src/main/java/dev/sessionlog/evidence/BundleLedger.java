package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The part of the ledger in a bundle, and its consistency. */
final class BundleLedger {
  /** How far a clock is set back where nothing is wrong. */
  static final Duration CLOCK = Duration.ofMinutes(1);

  private final Checkpoint checkpoint;
  private final NoteKey firstKey;
  private final boolean chained;
  private final List<Checkpoint> before;
  private final List<Checkpoint> reached;
  private final Instant after;
  private final List<LedgerEntry> entries;

  private BundleLedger(
      Checkpoint checkpoint,
      NoteKey firstKey,
      boolean chained,
      List<Checkpoint> before,
      List<Checkpoint> reached,
      Instant after,
      List<LedgerEntry> entries) {
    this.checkpoint = checkpoint;
    this.firstKey = firstKey;
    this.chained = chained;
    this.before = before;
    this.reached = reached;
    this.after = after;
    this.entries = entries;
  }

  /**
   * Reads it.
   *
   * @param problems receives contradictions
   * @throws MalformedBundleException if something is missing, or does not match its name
   */
  static BundleLedger of(BundleFiles files, List<String> problems) throws MalformedBundleException {
    SignedNote note = files.note(BundleName.CHECKPOINT);
    Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
    BundleFiles.Proved first = files.proved(BundleName.FIRST);
    BundleFiles.Proved key = files.proved(BundleName.KEY);
    if (!(first.entry() instanceof LedgerEntry.Begin begin)
        || first.proof().index() != 0
        || !begin.origin().equals(checkpoint.origin())) {
      throw new MalformedBundleException("ledger/first.json does not begin this ledger");
    }
    contained(BundleName.FIRST, first, checkpoint, problems);
    contained(BundleName.KEY, key, checkpoint, problems);
    if (!note.signedBy(key(key.entry()))) {
      problems.add("the checkpoint is not signed by the key in ledger/key.json");
    }
    List<Checkpoint> before = new ArrayList<>();
    boolean chained =
        key.entry() instanceof LedgerEntry.Begin
            || chained(files, first, key, checkpoint.origin(), before, problems);
    List<Checkpoint> reached = new ArrayList<>(List.of(checkpoint));
    for (String name : files.numbered(BundleName.LATER)) {
      later(files, name, checkpoint, problems).ifPresent(reached::add);
    }
    List<BundleFiles.Proved> entries = entries(files, checkpoint, problems);
    // Whoever has a later key can sign a tree of his own: what he puts into it was not there
    // before.
    if (!before.isEmpty()
        && entries.get(entries.size() - 1).proof().index() < before.get(before.size() - 1).size()) {
      problems.add("the last entry stands where an earlier checkpoint would have sealed it");
    }
    return new BundleLedger(
        checkpoint,
        begin.key(),
        chained,
        before,
        reached,
        key.entry().at(),
        entries.stream().map(BundleFiles.Proved::entry).toList());
  }

  private static NoteKey key(LedgerEntry entry) throws MalformedBundleException {
    if (entry instanceof LedgerEntry.Begin begin) {
      return begin.key();
    } else if (entry instanceof LedgerEntry.Key key) {
      return key.key();
    }
    throw new MalformedBundleException("ledger/key.json has no key");
  }

  private static void contained(
      String name, BundleFiles.Proved proved, Checkpoint checkpoint, List<String> problems) {
    if (!proved.isIn(checkpoint)) {
      problems.add(name + ".json is not in the checkpoint over " + checkpoint.size() + " entries");
    }
  }

  /** Follows the keys from the first one; returns true if they lead to the checkpoint. */
  private static boolean chained(
      BundleFiles files,
      BundleFiles.Proved first,
      BundleFiles.Proved last,
      String origin,
      List<Checkpoint> before,
      List<String> problems)
      throws MalformedBundleException {
    List<String> links = files.numbered(BundleName.CHAIN);
    if (links.isEmpty()) {
      return false;
    }
    LedgerEntry announced = first.entry();
    byte[] line = new byte[0];
    for (int i = 0; i < links.size(); i++) {
      String name = BundleName.of(BundleName.CHAIN, i, "");
      SignedNote note = files.note(name + BundleName.NOTE);
      Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
      BundleFiles.Proved next = files.proved(name);
      if (!checkpoint.origin().equals(origin) || !note.signedBy(key(announced))) {
        problems.add(name + ".checkpoint is not signed by the key before it");
      }
      contained(name, next, checkpoint, problems);
      if (!(next.entry() instanceof LedgerEntry.Key key) || key.epoch() != i + 1) {
        problems.add(name + ".json announces no key of epoch " + (i + 1));
      }
      before.add(checkpoint); // who trusts it can follow the keys from there
      announced = next.entry();
      line = next.line();
    }
    if (!Arrays.equals(line, last.line())) {
      problems.add("the last file of chain/ does not announce the key in ledger/key.json");
    }
    return true;
  }

  private static Optional<Checkpoint> later(
      BundleFiles files, String name, Checkpoint checkpoint, List<String> problems)
      throws MalformedBundleException {
    Checkpoint grown = files.checkpoint(name + BundleName.NOTE);
    ConsistencyProof proof = files.consistency(name);
    boolean holds =
        grown.origin().equals(checkpoint.origin())
            && proof.first() == checkpoint.size()
            && proof.second() == grown.size()
            && proof.holds(checkpoint.root(), grown.root());
    if (!holds) {
      problems.add(name + ".checkpoint does not continue the checkpoint");
    }
    return holds ? Optional.of(grown) : Optional.empty();
  }

  private static List<BundleFiles.Proved> entries(
      BundleFiles files, Checkpoint checkpoint, List<String> problems)
      throws MalformedBundleException {
    List<BundleFiles.Proved> entries = new ArrayList<>();
    for (String name : files.numbered(BundleName.ENTRY)) {
      BundleFiles.Proved proved = files.proved(name);
      contained(name, proved, checkpoint, problems);
      if (!name.equals(BundleName.of(BundleName.ENTRY, proved.proof().index(), ""))) {
        problems.add(name + ".json is the entry " + proved.proof().index());
      }
      if (!files.session().equals(session(proved.entry()))) {
        problems.add(name + ".json is about another session");
      }
      entries.add(proved);
    }
    if (entries.isEmpty() || entries.get(entries.size() - 1).entry() instanceof LedgerEntry.Open) {
      throw new MalformedBundleException("it has no entry about the recording");
    }
    return entries;
  }

  private static SessionId session(LedgerEntry entry) throws MalformedBundleException {
    if (entry instanceof LedgerEntry.OfRecording said) {
      return said.session();
    }
    throw new MalformedBundleException("it has an entry that is about no session");
  }

  String origin() {
    return checkpoint.origin();
  }

  NoteKey firstKey() {
    return firstKey;
  }

  boolean leadsFromTheFirstKey() {
    return chained;
  }

  /** Returns the checkpoint, and the later ones that contain it. */
  List<Checkpoint> reached() {
    return reached;
  }

  /** Returns the checkpoints that lead to the key of the checkpoint. */
  List<Checkpoint> before() {
    return before;
  }

  /** Returns when the key of the checkpoint was announced, before which it sealed nothing. */
  Instant after() {
    return after;
  }

  /**
   * Returns true if the last entry says that it is older than the key by which it was sealed. Of
   * what was sealed with a key that somebody took, that is what gives it away.
   */
  boolean predated() {
    return last().at().isBefore(after.minus(CLOCK));
  }

  /** Returns the last entry about the session. */
  LedgerEntry last() {
    return entries.get(entries.size() - 1);
  }

  /** Returns the user of the session; a question mark if no entry has it. */
  String user() {
    String user = "?";
    for (LedgerEntry entry : entries) {
      if (entry instanceof LedgerEntry.Open open) {
        user = open.user();
      } else if (entry instanceof LedgerEntry.Close close) {
        user = close.user();
      }
    }
    return user;
  }

  /** Returns what was sealed of a file of the recording, in order. */
  List<Prefix> seals(String name) {
    List<Prefix> seals = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry instanceof LedgerEntry.Contents contents && name.equals(BundleName.TYPESCRIPT)) {
        seals.add(contents.typescript());
      } else if (entry instanceof LedgerEntry.Contents contents && name.equals(BundleName.TIMING)) {
        seals.add(contents.timing());
      } else if (entry instanceof LedgerEntry.Close close) {
        seals.add(close.sessionFile());
      }
    }
    return seals;
  }
}
