package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a ledger from its first entry and checks it against its checkpoints. Trusts only the first
 * key, which the caller compares with one that was kept elsewhere.
 */
final class LedgerReader {
  /** The largest file: 65,536 checkpoints with several signatures each. */
  private final LedgerFolder folder;

  LedgerReader(LedgerFolder folder) {
    this.folder = folder;
  }

  /** Receives each entry in order, before it is known whether a checkpoint covers it. */
  interface Visitor {
    /**
     * Receives an entry.
     *
     * @param place its place, for {@link LedgerPlaces}
     * @param line as written
     */
    void entry(long place, byte[] line, LedgerEntry entry);

    /** Called for a valid checkpoint, so that all entries so far are sealed. */
    default void sealed(Checkpoint checkpoint, SignedNote note) {}
  }

  /** The content of a ledger, and how far it can be trusted. */
  static final class Chain {
    private final MerkleTree whole = new MerkleTree();
    private final List<String> problems = new ArrayList<>();
    private Optional<LedgerEntry.Begin> begin = Optional.empty();
    private Optional<LedgerEntry.Key> announced = Optional.empty();
    private Optional<SignedNote> last = Optional.empty();
    private Optional<MerkleTree> beforeGarbage = Optional.empty();
    private NoteKey key;
    private long epoch;
    private long sealed;
    private long segment;
    private long end;
    private long notesEnd;

    /** Returns the number of complete entries. */
    long size() {
      return tree().size();
    }

    /** Returns the tree of all complete entries. */
    MerkleTree tree() {
      return beforeGarbage.orElse(whole);
    }

    /** Returns the first entry. */
    Optional<LedgerEntry.Begin> begin() {
      return begin;
    }

    /** Returns the key that signs the next checkpoint. */
    NoteKey key() {
      return key;
    }

    /** Returns the number of that key. */
    long epoch() {
      return epoch;
    }

    /** Returns how many entries the last valid checkpoint covers. */
    long sealed() {
      return sealed;
    }

    /** Returns the last valid checkpoint. */
    Optional<SignedNote> last() {
      return last;
    }

    long lastSegment() {
      return segment;
    }

    long entriesEnd() {
      return end;
    }

    long checkpointsEnd() {
      return notesEnd;
    }

    /** Returns the problems in words, the first one first. */
    List<String> problems() {
      return List.copyOf(problems);
    }

    Optional<String> firstProblem() {
      return problems.stream().findFirst();
    }
  }

  /**
   * Reads all of it.
   *
   * @throws IOException if a file cannot be read
   */
  Chain read(Visitor visitor) throws IOException {
    Chain chain = new Chain();
    long expected = 0;
    for (long segment : folder.segments()) {
      if (segment != expected) {
        chain.problems.add("segment " + expected + " is missing");
        break;
      }
      if (chain.whole.size() != segment * LedgerFolder.SEGMENT) {
        chain.problems.add(
            "segment " + (segment - 1) + " ends after " + chain.whole.size() + " entries in all");
        break;
      }
      try {
        readSegment(chain, segment, visitor);
      } catch (CorruptRecordingException e) { // a link, a named pipe
        chain.problems.add(String.valueOf(e.getMessage()));
      }
      if (!chain.problems.isEmpty()) {
        break;
      }
      expected++;
    }
    return chain;
  }

  private void readSegment(Chain chain, long segment, Visitor visitor) throws IOException {
    Notes notes = new Notes(folder.notes(segment));
    try (LineScanner lines = new LineScanner(StoreFiles.read(folder.entries(segment)))) {
      chain.segment = segment;
      chain.end = 0;
      Optional<byte[]> line = lines.next();
      while (line.isPresent() && inSegment(chain, segment)) {
        add(chain, line.get(), lines.place(), visitor);
        while (chain.problems.isEmpty() && notes.size() == chain.whole.size()) {
          check(chain, notes, visitor);
          chain.end = lines.place();
          notes.advance();
        }
        if (!chain.problems.isEmpty()) {
          return;
        }
        line = lines.next();
      }
      if (line.isPresent()) {
        chain.problems.add(
            "segment " + segment + " has more than " + LedgerFolder.SEGMENT + " entries");
      }
    }
    chain.notesEnd = notes.end();
    if (notes.present()) {
      chain.problems.add(
          "a checkpoint covers " + notes.size() + " entries; there are " + chain.whole.size());
    } else if (notes.unreadable()) {
      chain.problems.add(
          "a checkpoint after the one over " + chain.sealed + " entries cannot be read");
    }
  }

  private static boolean inSegment(Chain chain, long segment) {
    return chain.whole.size() < (segment + 1) * LedgerFolder.SEGMENT;
  }

  private static void add(Chain chain, byte[] line, long end, Visitor visitor) {
    Optional<LedgerEntry> entry = LedgerEntry.parse(line);
    if (entry.isEmpty() && chain.beforeGarbage.isEmpty()) {
      chain.beforeGarbage = Optional.of(MerkleTree.of(chain.whole.size(), chain.whole.subtrees()));
    }
    long index = chain.whole.size();
    List<Sha256> before = chain.whole.subtrees();
    chain.whole.append(MerkleTree.leaf(line));
    if (chain.beforeGarbage.isPresent()) {
      return;
    }
    chain.end = end;
    if (index == 0 && entry.get() instanceof LedgerEntry.Begin first) {
      chain.begin = Optional.of(first);
      chain.key = first.key();
    } else if (index == 0) {
      chain.problems.add("the first entry does not begin a ledger");
    }
    if (entry.get() instanceof LedgerEntry.Segment segment && !segment.tree().equals(before)) {
      chain.problems.add("segment " + segment.number() + " does not continue the one before it");
    }
    if (entry.get() instanceof LedgerEntry.Key next) {
      chain.announced = Optional.of(next);
    }
    visitor.entry(LedgerPlaces.place(chain.segment, end - line.length - 1), line, entry.get());
  }

  private static void check(Chain chain, Notes notes, Visitor visitor) {
    Optional<String> wrong = wrong(chain, notes.note());
    if (wrong.isPresent()) {
      chain.problems.add(
          "the checkpoint over "
              + notes.size()
              + " entries "
              + wrong.get()
              + "; the one before covers "
              + chain.sealed);
      return;
    }
    chain.sealed = notes.size();
    chain.last = Optional.of(notes.note());
    chain.beforeGarbage = Optional.empty();
    chain.key = chain.announced.orElseThrow().key();
    chain.epoch++;
    visitor.sealed(Checkpoint.parse(notes.note().text()).orElseThrow(), notes.note());
  }

  private static Optional<String> wrong(Chain chain, SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
    if (chain.begin.isEmpty() || !checkpoint.origin().equals(chain.begin.get().origin())) {
      return Optional.of("belongs to another ledger, " + checkpoint.origin());
    }
    if (!checkpoint.root().equals(chain.whole.root())) {
      return Optional.of("has another hash: an entry before it was changed");
    }
    if (!note.signedBy(chain.key)) {
      return Optional.of("is not signed by the key of epoch " + chain.epoch);
    }
    if (chain.announced.isEmpty() || chain.announced.get().epoch() != chain.epoch + 1) {
      return Optional.of("announces no key of epoch " + (chain.epoch + 1));
    }
    return Optional.empty();
  }

  /** The checkpoints of a segment, one after the other. */
  private static final class Notes {
    /** The size of a note with an origin of some 200 characters and one signature. */
    private static final int LONGEST_TORN = 512;

    private final String text;
    private int next;
    private int end;
    private Optional<SignedNote> note = Optional.empty();

    Notes(String text) {
      this.text = text;
      advance();
    }

    /** Moves to the next one; anything after the last complete one is skipped. */
    void advance() {
      end = next;
      note = Optional.empty();
      int stop = SignedNote.end(text, next);
      if (stop < 0) {
        return;
      }
      note =
          SignedNote.parse(text.substring(next, stop))
              .filter(found -> Checkpoint.parse(found.text()).isPresent());
      next = note.isPresent() ? stop : next;
    }

    boolean present() {
      return note.isPresent();
    }

    long size() {
      return note.flatMap(found -> Checkpoint.parse(found.text()))
          .map(Checkpoint::size)
          .orElse(-1L);
    }

    SignedNote note() {
      return note.orElseThrow();
    }

    /** Returns the end of the last one, in bytes. */
    long end() {
      return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Returns true if there is more after the last complete one than a single partial one from a
     * crash. A loss of power leaves zeros in place of missing blocks.
     */
    boolean unreadable() {
      String rest = text.substring(next);
      boolean whole = rest.contains("\n\n") && rest.endsWith("=\n") && rest.indexOf('\0') < 0;
      return rest.length() > LONGEST_TORN || whole;
    }
  }
}
