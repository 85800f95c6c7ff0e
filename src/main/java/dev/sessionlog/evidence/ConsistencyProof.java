package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a tree begins with another one (RFC 6962, section 2.1.2), by the hashes from which
 * both roots can be computed.
 *
 * @param first the number of leaves of the smaller tree, at least one
 * @param second the number of leaves of the larger tree
 * @param path the hashes, from below; includes the first one, even if RFC 6962 omits it because it
 *     is the root of the smaller tree
 */
record ConsistencyProof(long first, long second, List<Sha256> path) {
  /** Copies the path. */
  ConsistencyProof {
    if (first < 1 || first > second) {
      throw new IllegalArgumentException("no tree of " + second + " begins with one of " + first);
    }
    path = List.copyOf(path);
  }

  /** The roots of both trees according to the proof. */
  private record Roots(Sha256 smaller, Sha256 larger) {}

  /** Returns true if the proof holds for trees with these roots. */
  boolean holds(Sha256 smaller, Sha256 larger) {
    return roots().equals(Optional.of(new Roots(smaller, larger)));
  }

  private Optional<Roots> roots() {
    List<ProofSide> sides = sides();
    if (sides.size() != path.size() - 1) {
      return Optional.empty();
    }
    Sha256 old = path.get(0);
    Sha256 grown = old;
    for (int i = 0; i < sides.size(); i++) {
      Sha256 next = path.get(i + 1);
      if (sides.get(i) == ProofSide.LEFT) {
        old = MerkleTree.node(next, old);
        grown = MerkleTree.node(next, grown);
      } else {
        grown = MerkleTree.node(grown, next);
      }
    }
    return Optional.of(new Roots(old, grown));
  }

  /** Returns the side of each hash, after the first (RFC 9162, section 2.1.4.2). */
  List<ProofSide> sides() {
    if (first == second) {
      return List.of();
    }
    int shift = Long.numberOfTrailingZeros(first);
    return ProofSide.way((first - 1) >> shift, (second - 1) >> shift);
  }
}
