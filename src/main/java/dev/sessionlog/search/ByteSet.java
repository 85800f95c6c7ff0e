package dev.sessionlog.search;

import java.util.BitSet;

/**
 * Characters of a regular expression as the first bytes that they have in UTF-8. All characters
 * beyond ASCII count as one, which is in the set or not. Immutable.
 */
final class ByteSet {
  static final int ASCII = 0x80;

  /** Stands for every character that is not ASCII. */
  private static final int BEYOND = ASCII;

  /** Letters that equal some letter beyond ASCII if case is ignored. */
  static final String STRAY = "iIkKsS";

  static final ByteSet NONE = new ByteSet(new BitSet());
  static final ByteSet ALL = NONE.complement();

  private final BitSet members;

  private ByteSet(BitSet members) {
    this.members = members;
  }

  /** Returns the characters from one to another, both included. */
  static ByteSet range(int first, int last) {
    BitSet members = new BitSet();
    members.set(Math.min(first, BEYOND), Math.min(last, BEYOND) + 1);
    return new ByteSet(members);
  }

  static ByteSet of(int codePoint) {
    return range(codePoint, codePoint);
  }

  /** Returns the characters of {@code text}. */
  static ByteSet anyOf(String text) {
    BitSet members = new BitSet();
    text.codePoints().forEach(c -> members.set(Math.min(c, BEYOND)));
    return new ByteSet(members);
  }

  ByteSet or(ByteSet other) {
    BitSet both = (BitSet) members.clone();
    both.or(other.members);
    return new ByteSet(both);
  }

  /**
   * Returns all other characters, always including those beyond ASCII, because there are always
   * others among them.
   */
  ByteSet complement() {
    BitSet others = (BitSet) members.clone();
    others.flip(0, ASCII);
    others.set(BEYOND);
    return new ByteSet(others);
  }

  /** Returns these and all characters that equal one of them if case is ignored. */
  ByteSet ignoringCase() {
    BitSet all = (BitSet) members.clone();
    for (int c = 'a'; c <= 'z'; c++) {
      int capital = c - ('a' - 'A');
      boolean either = members.get(c) || members.get(capital);
      all.set(c, either);
      all.set(capital, either);
    }
    boolean stray = STRAY.chars().anyMatch(all::get);
    if (members.get(BEYOND)) {
      STRAY.chars().forEach(all::set);
    }
    all.set(BEYOND, stray || members.get(BEYOND));
    return new ByteSet(all);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  boolean hasAscii(int c) {
    return members.get(c);
  }

  boolean hasOthers() {
    return members.get(BEYOND);
  }
}
