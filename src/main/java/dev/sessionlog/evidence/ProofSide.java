package dev.sessionlog.evidence;

import java.util.ArrayList;
import java.util.List;

/** The side of the next hash of a proof. */
enum ProofSide {
  LEFT,
  RIGHT;

  /**
   * Returns the sides on the way from a node to the root (RFC 9162, section 2.1.3.2).
   *
   * @param at the index of the node among those of its height
   * @param last the index of the last one of them
   */
  static List<ProofSide> way(long at, long last) {
    List<ProofSide> sides = new ArrayList<>();
    long place = at;
    long end = last;
    while (end > 0) {
      boolean left = (place & 1) == 1 || place == end;
      sides.add(left ? LEFT : RIGHT);
      while (left && (place & 1) == 0 && place != 0) { // it has no neighbour there
        place >>= 1;
        end >>= 1;
      }
      place >>= 1;
      end >>= 1;
    }
    return sides;
  }

  /** Returns the word for it. */
  String word() {
    return this == LEFT ? "left" : "right";
  }
}
