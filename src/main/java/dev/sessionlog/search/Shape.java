package dev.sessionlog.search;

import java.util.List;

/**
 * An approximation of a regular expression that matches at least everything that the expression
 * matches.
 */
sealed interface Shape {
  /** The empty text, for example of an anchor. */
  Shape EMPTY = new Sequence(List.of());

  /**
   * One character.
   *
   * @param set those that it may be
   * @param text the character, where the expression names just one; otherwise empty
   */
  record One(ByteSet set, String text) implements Shape {}

  /** A sequence. */
  record Sequence(List<Shape> parts) implements Shape {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** An alternative. */
  record Choice(List<Shape> branches) implements Shape {
    public Choice {
      branches = List.copyOf(branches);
    }
  }

  /**
   * A repetition.
   *
   * @param most {@link Integer#MAX_VALUE} for no limit
   */
  record Repeat(Shape part, int least, int most) implements Shape {}

  /**
   * Any text, of any length.
   *
   * @param reachesOn whether what follows in the same branch may belong to it
   */
  record Unknown(boolean reachesOn) implements Shape {}
}
