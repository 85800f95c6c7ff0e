package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints from the first on, each with the entry that has the key of the next one. So
 * anybody with the first key can follow them without the ledger.
 */
final class KeyChain {
  private final LedgerFolder folder;
  private final LedgerTree tree;

  /**
   * One checkpoint.
   *
   * @param next the entry with the key of the next checkpoint
   * @param proof the proof that this checkpoint covers that entry
   */
  record Link(SignedNote checkpoint, LedgerExcerpt.Placed next, InclusionProof proof) {}

  KeyChain(LedgerFolder folder, LedgerTree tree) {
    this.folder = folder;
    this.tree = tree;
  }

  /**
   * Returns the checkpoints before one; empty if there are more than {@code most}, or some are
   * missing.
   *
   * @param epoch the number of that checkpoint
   */
  Optional<List<Link>> before(long epoch, int most) throws IOException {
    List<Link> links = new ArrayList<>();
    if (epoch > most) {
      return Optional.empty();
    }
    for (long segment : folder.segments()) {
      if (links.size() < epoch) {
        read(segment, epoch, links);
      }
    }
    return links.size() == epoch ? Optional.of(links) : Optional.empty();
  }

  private void read(long segment, long epoch, List<Link> links) throws IOException {
    Optional<LedgerExcerpt.Placed> key = Optional.empty();
    long index = segment * LedgerFolder.SEGMENT;
    List<SignedNote> notes = LedgerExcerpt.notes(folder, segment);
    int note = 0;
    try (LineScanner lines = new LineScanner(StoreFiles.read(folder.entries(segment)))) {
      Optional<byte[]> line = lines.next();
      while (line.isPresent() && links.size() < epoch) {
        Optional<LedgerEntry> entry = LedgerEntry.parse(line.get());
        if (entry.isPresent() && entry.get() instanceof LedgerEntry.Key) {
          key = Optional.of(new LedgerExcerpt.Placed(index, line.get(), entry.get()));
        }
        index++;
        if (note < notes.size() && LedgerExcerpt.size(notes.get(note)) == index) {
          if (key.isEmpty()) {
            return;
          }
          links.add(new Link(notes.get(note), key.get(), tree.inclusion(key.get().index(), index)));
          note++;
        }
        line = lines.next();
      }
    }
  }
}
