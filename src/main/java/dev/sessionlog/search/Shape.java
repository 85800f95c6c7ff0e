package dev.sessionlog.search;

import java.util.List;

/** What a regular expression takes, or more than that: never less. */
sealed interface Shape {
  /** Nothing at all, as an anchor takes. */
  Shape EMPTY = new Sequence(List.of());

  /**
   * One character.
   *
   * @param set those that it may be
   * @param text the character, where the expression names just one; otherwise empty
   */
  record One(ByteSet set, String text) implements Shape {}

  /** One after the other. */
  record Sequence(List<Shape> parts) implements Shape {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of several. */
  record Choice(List<Shape> branches) implements Shape {
    public Choice {
      branches = List.copyOf(branches);
    }
  }

  /**
   * The same again.
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
