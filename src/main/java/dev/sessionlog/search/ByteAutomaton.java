package dev.sessionlog.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides from its bytes whether a line may match, with one table look-up per byte: a deterministic
 * automaton whose states are created on demand. It never misses a match, but a candidate need not
 * match. For one thread.
 */
final class ByteAutomaton {
  /** The most states; when there are more, all are dropped. */
  private static final int MOST = 2000;

  private static final int UNKNOWN = -1;
  private static final int FOUND = -2;
  private static final int LINE_END = -3;

  private final ByteStates states;

  /** Bytes that no state distinguishes form a class; a row of the table has one entry per class. */
  private final int[] classOf = new int[256];

  private final int[] exampleOf;
  private final Map<BitSet, Integer> rows = new HashMap<>();
  private final List<BitSet> members = new ArrayList<>();
  private int[] table = new int[0];
  private int start;

  ByteAutomaton(ByteStates states) {
    this.states = states;
    Map<BitSet, Integer> classes = new HashMap<>();
    List<Integer> examples = new ArrayList<>(List.of((int) '\n'));
    for (int b = 0; b <= ByteSet.ASCII; b++) {
      if (b == '\n') {
        continue;
      }
      Integer known = classes.putIfAbsent(takers(b), examples.size());
      if (known == null) {
        examples.add(b);
      }
      int number = known == null ? examples.size() - 1 : known;
      Arrays.fill(classOf, b, b == ByteSet.ASCII ? classOf.length : b + 1, number);
    }
    exampleOf = examples.stream().mapToInt(Integer::intValue).toArray();
    forget();
  }

  private BitSet takers(int b) {
    BitSet takers = new BitSet();
    for (int state = 0; state < states.count(); state++) {
      takers.set(state, takes(state, b));
    }
    return takers;
  }

  private boolean takes(int state, int b) {
    ByteSet set = states.takes(state);
    return b < ByteSet.ASCII ? set.hasAscii(b) : set.hasOthers();
  }

  private void forget() {
    rows.clear();
    members.clear();
    BitSet first = new BitSet();
    states.addStart(first);
    start = row(first);
  }

  /**
   * Checks a line.
   *
   * @return the offset at which it is clear that the line may match; otherwise the complement of
   *     the offset of its end, or of {@code to}
   */
  int scan(byte[] bytes, int from, int to) {
    int row = start;
    if (row == FOUND) {
      return from;
    }
    int[] known = table;
    for (int at = from; at < to; at++) {
      int entry = row + classOf[bytes[at] & 0xff];
      int next = known[entry];
      if (next == UNKNOWN) {
        next = make(row, classOf[bytes[at] & 0xff]);
        known = table;
      }
      if (next < 0) {
        return next == FOUND ? at : ~at;
      }
      row = next;
    }
    return ~to;
  }

  private int make(int row, int byteClass) {
    int width = exampleOf.length;
    BitSet now = members.get(row / width);
    BitSet then = new BitSet();
    states.addStart(then);
    int example = exampleOf[byteClass];
    for (int state = now.nextSetBit(0); state >= 0; state = now.nextSetBit(state + 1)) {
      if (takes(state, example)) {
        states.reach(states.next(state), then);
      }
    }
    if (members.size() >= MOST) {
      forget();
      return row(then);
    }
    int next = row(then);
    table[row + byteClass] = next;
    return next;
  }

  /** Returns the offset of the row of a set of states, which is created if it is missing. */
  private int row(BitSet set) {
    if (set.get(ByteStates.ACCEPT)) {
      return FOUND;
    }
    Integer known = rows.get(set);
    if (known != null) {
      return known;
    }
    int width = exampleOf.length;
    int begin = members.size() * width;
    members.add(set);
    rows.put(set, begin);
    if (begin + width > table.length) {
      table = Arrays.copyOf(table, Math.max(begin + width, table.length * 2));
    }
    Arrays.fill(table, begin, begin + width, UNKNOWN);
    table[begin] = LINE_END;
    return begin;
  }
}
