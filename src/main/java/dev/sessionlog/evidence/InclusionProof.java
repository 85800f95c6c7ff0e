package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves the place of a leaf in a tree, by the hashes of its neighbours on the way to the root (RFC
 * 6962, section 2.1.1). Checking it needs only the root.
 *
 * @param index the place of the leaf, from 0
 * @param size the number of leaves of the tree
 * @param path the neighbours, from the leaf upwards
 */
public record InclusionProof(long index, long size, List<Sha256> path) {
  /** Copies the path. */
  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    path = List.copyOf(path);
  }

  /**
   * Returns the proof for one of some leaves.
   *
   * @param leaves the hashes of all leaves
   */
  public static InclusionProof of(List<Sha256> leaves, int index) {
    List<Sha256> path = new ArrayList<>();
    addPath(leaves, index, path);
    return new InclusionProof(index, leaves.size(), path);
  }

  private static void addPath(List<Sha256> leaves, int index, List<Sha256> path) {
    if (leaves.size() == 1) {
      return;
    }
    int middle = Integer.highestOneBit(leaves.size() - 1);
    List<Sha256> left = leaves.subList(0, middle);
    List<Sha256> right = leaves.subList(middle, leaves.size());
    if (index < middle) {
      addPath(left, index, path);
      path.add(root(right));
    } else {
      addPath(right, index - middle, path);
      path.add(root(left));
    }
  }

  private static Sha256 root(List<Sha256> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::append);
    return tree.root();
  }

  /**
   * Returns the root of the tree according to this proof (RFC 9162, section 2.1.3.2). A path of the
   * wrong length gives another hash, never that of the tree.
   */
  public Sha256 root(Sha256 leaf) {
    List<ProofSide> sides = sides();
    if (sides.size() != path.size()) {
      return Sha256.of();
    }
    Sha256 hash = leaf;
    for (int i = 0; i < sides.size(); i++) {
      Sha256 neighbour = path.get(i);
      hash =
          sides.get(i) == ProofSide.LEFT
              ? MerkleTree.node(neighbour, hash)
              : MerkleTree.node(hash, neighbour);
    }
    return hash;
  }

  /** Returns the side of each neighbour. */
  List<ProofSide> sides() {
    return ProofSide.way(index, size - 1);
  }
}
