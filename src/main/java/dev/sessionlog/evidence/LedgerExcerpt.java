package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a ledger about one session: its entries up to its end, the first checkpoint that
 * covers them all, and the entry with its key. Only the segments of its time are read.
 *
 * @param entries of the session, one or more
 * @param checkpoint over them
 * @param announced the entry that holds the key which signed the checkpoint
 */
record LedgerExcerpt(List<Placed> entries, SignedNote checkpoint, Placed announced) {
  /** The most by which the clock may have been set back. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /**
   * One entry.
   *
   * @param index its place in the ledger, from 0
   * @param line as written
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Placed(long index, byte[] line, LedgerEntry entry) {}

  /** Copies the list. */
  LedgerExcerpt {
    entries = List.copyOf(entries);
  }

  /** Returns the number of entries under the checkpoint. */
  long size() {
    return size(checkpoint);
  }

  static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).map(Checkpoint::size).orElse(-1L);
  }

  /** Finds a session; empty if no checkpoint covers anything of it. */
  static Optional<LedgerExcerpt> of(LedgerFolder folder, SessionId id) throws IOException {
    List<Long> segments = folder.segments();
    int from = segments.size() - 1;
    while (from > 0 && !isBefore(folder, segments.get(from), id)) {
      from--;
    }
    // The key of a segment's first checkpoint is in the previous segment.
    Search search = new Search(folder, id).run(segments, Math.max(0, from - 1));
    if (!search.foundBeginning() && from > 1) {
      search =
          new Search(folder, id).run(segments, 0); // the clock was changed by more than the margin
    }
    return search.excerpt();
  }

  private static boolean isBefore(LedgerFolder folder, long segment, SessionId id)
      throws IOException {
    return folder
        .first(segment)
        .filter(first -> first.at().isBefore(id.started().minus(MARGIN)))
        .isPresent();
  }

  /** Returns the checkpoints whose last entry is in a segment. */
  static List<SignedNote> notes(LedgerFolder folder, long segment) throws IOException {
    return SignedNote.parseAll(folder.notes(segment));
  }

  /** Returns the last checkpoint of a ledger. */
  static Optional<SignedNote> last(LedgerFolder folder) throws IOException {
    List<Long> segments = folder.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      List<SignedNote> notes = notes(folder, segments.get(i));
      if (!notes.isEmpty()) {
        return Optional.of(notes.get(notes.size() - 1));
      }
    }
    return Optional.empty();
  }

  /** One look through some segments. */
  private static final class Search {
    private final LedgerFolder folder;
    private final SessionId id;
    private final List<Placed> found = new ArrayList<>();
    private int sealed;
    private boolean closed;
    private Optional<Placed> key = Optional.empty();
    private Optional<Placed> next = Optional.empty();
    private Optional<Placed> used = Optional.empty();
    private Optional<SignedNote> checkpoint = Optional.empty();

    Search(LedgerFolder folder, SessionId id) {
      this.folder = folder;
      this.id = id;
    }

    Search run(List<Long> segments, int from) throws IOException {
      for (int i = from; i < segments.size() && !isDone(); i++) {
        read(segments.get(i));
      }
      return this;
    }

    private boolean isDone() {
      return closed && sealed == found.size();
    }

    boolean foundBeginning() {
      return !found.isEmpty()
          && (found.get(0).entry() instanceof LedgerEntry.Open
              || (found.get(0).entry() instanceof LedgerEntry.Close close
                  && close.how().equals("adopted")));
    }

    private void read(long segment) throws IOException {
      List<SignedNote> notes = notes(folder, segment);
      int note = 0;
      long index = segment * LedgerFolder.SEGMENT;
      try (LineScanner lines = new LineScanner(StoreFiles.read(folder.entries(segment)))) {
        Optional<byte[]> line = lines.next();
        while (line.isPresent() && !isDone()) {
          Optional<LedgerEntry> entry = LedgerEntry.parse(line.get());
          if (entry.isPresent()) {
            take(new Placed(index, line.get(), entry.get()));
          }
          index++;
          if (note < notes.size() && size(notes.get(note)) == index) {
            sealed(notes.get(note));
            note++;
          }
          line = lines.next();
        }
      }
    }

    private void take(Placed placed) {
      LedgerEntry entry = placed.entry();
      if (entry instanceof LedgerEntry.Begin) {
        key = Optional.of(placed);
      } else if (entry instanceof LedgerEntry.Key) {
        next = Optional.of(placed);
      } else if (!closed
          && entry instanceof LedgerEntry.OfRecording said
          && said.session().equals(id)) {
        found.add(placed);
        closed = entry instanceof LedgerEntry.Close;
      }
    }

    private void sealed(SignedNote note) {
      if (sealed < found.size()) {
        sealed = found.size();
        checkpoint = Optional.of(note);
        used = key;
      }
      key = next;
    }

    Optional<LedgerExcerpt> excerpt() {
      boolean holds =
          found.subList(0, sealed).stream()
              .anyMatch(placed -> placed.entry() instanceof LedgerEntry.Contents);
      return holds && checkpoint.isPresent() && used.isPresent()
          ? Optional.of(new LedgerExcerpt(found.subList(0, sealed), checkpoint.get(), used.get()))
          : Optional.empty();
    }
  }
}
