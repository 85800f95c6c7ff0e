package dev.sessionlog.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * A shape as the states of a nondeterministic automaton over bytes of UTF-8 (Thompson's
 * construction). A state either consumes a byte of its set and goes to its first follower, or
 * consumes nothing and goes to both. State 0 accepts. Immutable once built.
 */
final class ByteStates {
  static final int ACCEPT = 0;

  /** The most states; more would be slower than matching each line. */
  private static final int MOST = 3000;

  /** Counted repetitions beyond this count as unlimited. */
  private static final int MOST_COUNTED = 64;

  private static final int NOTHING = -1;

  private ByteSet[] takes = new ByteSet[64];
  private int[] first = new int[64];
  private int[] second = new int[64];
  private int count = 1;
  private int start;

  private ByteStates() {}

  /** Returns the states of a shape; empty if they are too many, or part of it is not known. */
  static Optional<ByteStates> of(Shape shape) {
    ByteStates states = new ByteStates();
    states.takes[ACCEPT] = ByteSet.NONE;
    states.first[ACCEPT] = NOTHING;
    states.second[ACCEPT] = NOTHING;
    states.start = states.add(shape, ACCEPT);
    return states.start == NOTHING ? Optional.empty() : Optional.of(states);
  }

  int count() {
    return count;
  }

  ByteSet takes(int state) {
    return takes[state];
  }

  /** Returns the next state after a byte. */
  int next(int state) {
    return first[state];
  }

  /** Adds the start, and the states reachable from it without a byte. */
  void addStart(BitSet states) {
    reach(start, states);
  }

  /** Adds a state, and the states reachable from it without a byte. */
  void reach(int state, BitSet states) {
    int[] open = {state, 0, 0, 0, 0, 0, 0, 0};
    int size = 1;
    while (size > 0) {
      int next = open[--size];
      if (next == NOTHING || states.get(next)) {
        continue;
      }
      states.set(next);
      if (next != ACCEPT && takes[next].isEmpty()) {
        if (size + 2 > open.length) {
          open = Arrays.copyOf(open, open.length * 2);
        }
        open[size++] = first[next];
        open[size++] = second[next];
      }
    }
  }

  /** Adds the states of a shape followed by {@code then}; returns its first state. */
  private int add(Shape shape, int then) {
    if (then == NOTHING || count >= MOST || shape instanceof Shape.Unknown) {
      return NOTHING;
    }
    if (shape instanceof Shape.One one) {
      return addCharacter(one.set(), then);
    }
    if (shape instanceof Shape.Sequence sequence) {
      int at = then;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        at = add(sequence.parts().get(i), at);
      }
      return at;
    }
    if (shape instanceof Shape.Choice choice) {
      int at = add(choice.branches().get(0), then);
      for (Shape branch : choice.branches().subList(1, choice.branches().size())) {
        at = fork(add(branch, then), at);
      }
      return at;
    }
    return addRepeat((Shape.Repeat) shape, then);
  }

  /**
   * A character beyond ASCII consists of several bytes beyond ASCII, a malformed one of at least
   * one.
   */
  private int addCharacter(ByteSet set, int then) {
    if (set.isEmpty()) {
      return state(ByteSet.NONE, NOTHING, NOTHING);
    }
    int taken = state(set, then, NOTHING);
    if (!set.hasOthers() || taken == NOTHING) {
      return taken;
    }
    int more = state(ByteSet.of(ByteSet.ASCII), NOTHING, NOTHING);
    int loop = fork(more, then);
    if (loop == NOTHING) {
      return NOTHING;
    }
    first[more] = loop;
    int beyond = state(ByteSet.of(ByteSet.ASCII), loop, NOTHING);
    return fork(taken, beyond);
  }

  private int addRepeat(Shape.Repeat repeat, int then) {
    int least = Math.min(repeat.least(), MOST_COUNTED);
    boolean counted = repeat.most() <= MOST_COUNTED;
    int at = then;
    if (counted) {
      for (int i = repeat.least(); i < repeat.most(); i++) {
        at = fork(add(repeat.part(), at), then);
      }
    } else {
      int loop = state(ByteSet.NONE, NOTHING, then);
      if (loop == NOTHING) {
        return NOTHING;
      }
      int body = add(repeat.part(), loop);
      if (body == NOTHING) {
        return NOTHING;
      }
      first[loop] = body;
      at = loop;
    }
    for (int i = 0; i < least; i++) {
      at = add(repeat.part(), at);
    }
    return at;
  }

  private int fork(int one, int other) {
    return one == NOTHING || other == NOTHING ? NOTHING : state(ByteSet.NONE, one, other);
  }

  private int state(ByteSet set, int one, int other) {
    if (count >= MOST) {
      return NOTHING;
    }
    if (count == first.length) {
      takes = Arrays.copyOf(takes, count * 2);
      first = Arrays.copyOf(first, count * 2);
      second = Arrays.copyOf(second, count * 2);
    }
    takes[count] = set;
    first[count] = one;
    second[count] = other;
    return count++;
  }
}
