package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Merkle tree of an existing ledger. It reads only the segments on the path of a proof, because
 * the first entries of the others have their hashes. Nothing is checked here, because the recipient
 * of a proof does that. For one thread.
 */
final class LedgerTree {
  private static final int MOST_READ = 3;
  private static final int HEIGHT = Integer.numberOfTrailingZeros(LedgerFolder.SEGMENT);

  private final LedgerFolder folder;
  private final Map<Long, Optional<LedgerEntry.Segment>> heads = new HashMap<>();
  private final Map<Long, List<List<Sha256>>> read =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<List<Sha256>>> eldest) {
          return size() > MOST_READ;
        }
      };

  LedgerTree(LedgerFolder folder) {
    this.folder = folder;
  }

  /** Returns the proof that an entry is among the first {@code size} ones. */
  InclusionProof inclusion(long index, long size) throws IOException {
    List<Sha256> path = new ArrayList<>();
    addPath(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private void addPath(long index, long from, long to, List<Sha256> path) throws IOException {
    if (to - from == 1) {
      return;
    }
    long middle = from + Long.highestOneBit(to - from - 1);
    if (index < middle) {
      addPath(index, from, middle, path);
      path.add(root(middle, to));
    } else {
      addPath(index, middle, to, path);
      path.add(root(from, middle));
    }
  }

  /** Returns the proof that the first {@code second} entries begin with the first {@code first}. */
  ConsistencyProof consistency(long first, long second) throws IOException {
    List<Sha256> path = new ArrayList<>();
    addCommon(first, 0, second, path);
    return new ConsistencyProof(first, second, path);
  }

  private void addCommon(long end, long from, long to, List<Sha256> path) throws IOException {
    if (end == to) {
      path.add(root(from, to));
      return;
    }
    long middle = from + Long.highestOneBit(to - from - 1);
    if (end <= middle) {
      addCommon(end, from, middle, path);
      path.add(root(middle, to));
    } else {
      addCommon(end, middle, to, path);
      path.add(root(from, middle));
    }
  }

  /** Returns the root of the tree of consecutive entries. */
  Sha256 root(long from, long to) throws IOException {
    long count = to - from;
    if (Long.bitCount(count) == 1 && from % count == 0) {
      Optional<Sha256> known = complete(from, count);
      if (known.isPresent()) {
        return known.get();
      }
    }
    long middle = from + Long.highestOneBit(count - 1);
    return MerkleTree.node(root(from, middle), root(middle, to));
  }

  private Optional<Sha256> complete(long from, long count) throws IOException {
    long segment = from / LedgerFolder.SEGMENT;
    if (count < LedgerFolder.SEGMENT) {
      return Optional.of(inside(segment, Long.numberOfTrailingZeros(count), from / count));
    }
    if (count > LedgerFolder.SEGMENT) {
      return from == 0 // the subtrees before a segment begin with the largest
          ? head(count / LedgerFolder.SEGMENT).map(head -> head.tree().get(0))
          : Optional.empty();
    }
    Optional<Sha256> noted = head(segment + 1).flatMap(LedgerEntry.Segment::before);
    return noted.isPresent() ? noted : Optional.of(inside(segment, HEIGHT, segment));
  }

  private Optional<LedgerEntry.Segment> head(long segment) throws IOException {
    Optional<LedgerEntry.Segment> known = heads.get(segment);
    if (known == null) {
      known =
          folder
              .first(segment)
              .filter(LedgerEntry.Segment.class::isInstance)
              .map(LedgerEntry.Segment.class::cast);
      heads.put(segment, known);
    }
    return known;
  }

  /** Returns a node of a segment. */
  private Sha256 inside(long segment, int height, long place) throws IOException {
    List<List<Sha256>> levels = read.get(segment);
    if (levels == null) {
      levels = levels(segment);
      read.put(segment, levels);
    }
    int offset = (int) (place - (segment << (HEIGHT - height)));
    if (height >= levels.size() || offset >= levels.get(height).size()) {
      throw new DamagedLedgerException(
          folder.path(), folder.entries(segment).getFileName() + " ends too early");
    }
    return levels.get(height).get(offset);
  }

  /** Returns the nodes above all entries of a segment, the leaves first. */
  private List<List<Sha256>> levels(long segment) throws IOException {
    List<List<Sha256>> levels = new ArrayList<>();
    List<Sha256> level = leaves(segment);
    while (!level.isEmpty()) {
      levels.add(level);
      List<Sha256> above = new ArrayList<>(level.size() / 2);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        above.add(MerkleTree.node(level.get(i), level.get(i + 1)));
      }
      level = above;
    }
    return levels;
  }

  private List<Sha256> leaves(long segment) throws IOException {
    List<Sha256> leaves = new ArrayList<>();
    try (LineScanner lines = new LineScanner(StoreFiles.read(folder.entries(segment)))) {
      Optional<byte[]> line = lines.next();
      while (line.isPresent() && leaves.size() < LedgerFolder.SEGMENT) {
        leaves.add(MerkleTree.leaf(line.get()));
        line = lines.next();
      }
    }
    return leaves;
  }
}
