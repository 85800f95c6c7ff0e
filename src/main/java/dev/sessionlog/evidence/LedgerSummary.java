package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A summary of a ledger.
 *
 * @param origin its name
 * @param begun the time of its first entry
 * @param sealed the time of the last sealed entry
 * @param entries the number of sealed entries
 * @param firstKey the key with which everything can be checked
 * @param checkpoint the last one
 */
public record LedgerSummary(
    String origin,
    Instant begun,
    Instant sealed,
    long entries,
    NoteKey firstKey,
    Optional<SignedNote> checkpoint) {
  /** Reads the ledger of a log dir; empty if there is none. */
  public static Optional<LedgerSummary> read(Path logDir) throws IOException {
    Times times = new Times();
    LedgerReader.Chain chain = new LedgerReader(LedgerFolder.in(logDir)).read(times);
    return chain
        .begin()
        .map(
            begin ->
                new LedgerSummary(
                    begin.origin(),
                    begin.at(),
                    times.sealed.orElse(begin.at()),
                    chain.sealed(),
                    begin.key(),
                    chain.last()));
  }

  /** Reads only the first key; empty if there is no ledger. */
  public static Optional<NoteKey> firstKey(Path logDir) throws IOException {
    return LedgerFolder.in(logDir)
        .first(0)
        .filter(LedgerEntry.Begin.class::isInstance)
        .map(first -> ((LedgerEntry.Begin) first).key());
  }

  /**
   * Reads only the last checkpoint, without checking it, which {@code verify} does; empty if there
   * is none.
   */
  public static Optional<SignedNote> newest(Path logDir) throws IOException {
    return LedgerExcerpt.last(LedgerFolder.in(logDir));
  }

  /**
   * Returns the time of the last checkpoint, from its file: for a quick check, not as proof. Empty
   * if there is none.
   */
  public static Optional<Instant> lastCheckpoint(Path logDir) throws IOException {
    LedgerFolder folder = LedgerFolder.in(logDir);
    List<Long> segments = folder.segments();
    Optional<Instant> last = Optional.empty();
    for (int i = segments.size() - 1; i >= 0 && last.isEmpty(); i--) {
      last = written(folder.checkpoints(segments.get(i)));
    }
    return last;
  }

  private static Optional<Instant> written(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException noneYet) {
      return Optional.empty();
    }
  }

  private static final class Times implements LedgerReader.Visitor {
    private Optional<Instant> last = Optional.empty();
    private Optional<Instant> sealed = Optional.empty();

    @Override
    public void entry(long index, byte[] line, LedgerEntry entry) {
      last = Optional.of(entry.at());
    }

    @Override
    public void sealed(Checkpoint checkpoint, SignedNote note) {
      sealed = last;
    }
  }
}
