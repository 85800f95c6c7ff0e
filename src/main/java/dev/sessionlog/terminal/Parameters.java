package dev.sessionlog.terminal;

/**
 * The numbers of a control sequence. Parameters are separated by semicolons, sub-parameters by
 * colons. At most {@value #MAX_COUNT} are kept, limited to {@value #MAX_VALUE}; the rest is
 * dropped.
 */
final class Parameters {
  static final int MAX_COUNT = 32;
  static final int MAX_VALUE = 65_535;

  private final int[] values = new int[MAX_COUNT];
  private final boolean[] sub = new boolean[MAX_COUNT];
  private int count;
  private boolean full;
  private boolean subs;

  Parameters copy() {
    Parameters copy = new Parameters();
    System.arraycopy(values, 0, copy.values, 0, MAX_COUNT);
    System.arraycopy(sub, 0, copy.sub, 0, MAX_COUNT);
    copy.count = count;
    copy.full = full;
    copy.subs = subs;
    return copy;
  }

  void clear() {
    count = 0;
    full = false;
    subs = false;
  }

  void digit(int digit) {
    if (full) {
      return;
    }
    if (count == 0) {
      add(false);
    }
    int value = Math.max(values[count - 1], 0) * 10 + digit;
    values[count - 1] = Math.min(value, MAX_VALUE);
  }

  void separator(boolean colon) {
    if (count == 0) {
      add(false);
    }
    add(colon);
  }

  private void add(boolean isSub) {
    if (count == MAX_COUNT) {
      full = true;
      return;
    }
    values[count] = -1;
    sub[count] = isSub;
    subs |= isSub;
    count++;
  }

  int count() {
    return count;
  }

  /** Returns true if the number at {@code index} follows a colon. */
  boolean isSub(int index) {
    return index < count && sub[index];
  }

  /** Returns true if any number follows a colon. */
  boolean haveSubs() {
    return subs;
  }

  /** Returns the number at {@code index}, 0 if it is omitted. */
  int get(int index) {
    return index < count ? Math.max(values[index], 0) : 0;
  }

  /** Returns the number at {@code index}, {@code standard} if it is omitted or 0. */
  int get(int index, int standard) {
    int value = get(index);
    return value == 0 ? standard : value;
  }
}
