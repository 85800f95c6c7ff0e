package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree that grows at its end, hashed as in RFC 6962, section 2.1. It stores one hash for
 * each complete subtree, so its memory grows with the logarithm of its size. For one thread.
 */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final Sha256 EMPTY = Sha256.of();

  /**
   * The roots of the complete subtrees from the left; their sizes decrease, and are the bits of
   * size.
   */
  private final List<Sha256> subtrees;

  private long size;

  /** Creates an empty tree. */
  public MerkleTree() {
    this(0, List.of());
  }

  private MerkleTree(long size, List<Sha256> subtrees) {
    this.size = size;
    this.subtrees = new ArrayList<>(subtrees);
  }

  /**
   * Creates the tree of a given size from its {@link #subtrees}.
   *
   * @throws IllegalArgumentException if a tree of that size has another number of them
   */
  public static MerkleTree of(long size, List<Sha256> subtrees) {
    if (size < 0 || Long.bitCount(size) != subtrees.size()) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves has not " + subtrees.size() + " complete subtrees");
    }
    return new MerkleTree(size, subtrees);
  }

  /** Returns the hash of a leaf: of one line of the ledger, without its end. */
  public static Sha256 leaf(byte[] line) {
    return Sha256.of(LEAF, line);
  }

  /** Returns the hash of a node above two others. */
  static Sha256 node(Sha256 left, Sha256 right) {
    return Sha256.of(NODE, left.bytes(), right.bytes());
  }

  /** Adds a leaf at the end. */
  public void append(Sha256 leaf) {
    Sha256 hash = leaf;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      hash = node(subtrees.remove(subtrees.size() - 1), hash);
    }
    subtrees.add(hash);
    size++;
  }

  /** Returns the number of leaves. */
  public long size() {
    return size;
  }

  /** Returns the roots of the complete subtrees, the largest first. */
  public List<Sha256> subtrees() {
    return List.copyOf(subtrees);
  }

  /** Returns the hash of the whole tree; of an empty one, the hash of nothing. */
  public Sha256 root() {
    if (subtrees.isEmpty()) {
      return EMPTY;
    }
    Sha256 root = subtrees.get(subtrees.size() - 1);
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = node(subtrees.get(i), root);
    }
    return root;
  }
}
