package dev.sessionlog.evidence;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The places of all entries about one object, in order. Each of them counts, because an attacker
 * with a later key can add entries but cannot undo earlier seals. For one thread.
 */
final class SealTrail {
  private long[] places = new long[2];
  private int count;

  void add(long place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, count + (count >> 1) + 1);
    }
    places[count++] = place;
  }

  LongStream places() {
    return Arrays.stream(places, 0, count);
  }

  boolean isEmpty() {
    return count == 0;
  }
}
