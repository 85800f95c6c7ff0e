package dev.sessionlog.evidence;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Where all entries about one thing stand, in order. Each counts: whoever can sign what comes later
 * can have the ledger say anything then, and does not undo what was sealed before. For one thread.
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
