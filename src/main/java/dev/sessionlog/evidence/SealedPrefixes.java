package dev.sessionlog.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All that was ever sealed of one file: the hashes of its first bytes, to several lengths. What is
 * sealed later never replaces what was sealed before, since whoever has the next key seals what
 * they like. Packed, because a server seals millions. For one thread.
 */
final class SealedPrefixes {
  private static final int ENTRY = Long.BYTES + Sha256.LENGTH;

  private byte[] packed = {};
  private int count;

  /** Adds one; the same as the last says nothing new. */
  void add(Prefix prefix) {
    if (count > 0 && last().equals(prefix)) {
      return;
    }
    if (packed.length < (count + 1) * ENTRY) {
      packed = Arrays.copyOf(packed, Math.max(1, count + count / 2 + 1) * ENTRY);
    }
    ByteBuffer.wrap(packed, count * ENTRY, ENTRY)
        .putLong(prefix.bytes())
        .put(prefix.sha256().bytes());
    count++;
  }

  /** Returns the one that was sealed last; of nothing, that of no bytes. */
  Prefix last() {
    return count == 0 ? new Prefix(0, Sha256.of()) : get(count - 1);
  }

  private Prefix get(int index) {
    ByteBuffer buffer = ByteBuffer.wrap(packed, index * ENTRY, ENTRY);
    long bytes = buffer.getLong();
    byte[] hash = new byte[Sha256.LENGTH];
    buffer.get(hash);
    return new Prefix(bytes, new Sha256(hash));
  }

  /** Returns those up to a length, in the order of their lengths. */
  List<Prefix> upTo(long most) {
    List<Prefix> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Prefix prefix = get(i);
      if (prefix.bytes() <= most) {
        all.add(prefix);
      }
    }
    all.sort(Comparator.comparingLong(Prefix::bytes));
    return all;
  }

  /** Returns all, in the order of their lengths. */
  List<Prefix> rising() {
    return upTo(Long.MAX_VALUE);
  }

  /** Adds all of another, which come after these. */
  void addAll(SealedPrefixes more) {
    for (int i = 0; i < more.count; i++) {
      add(more.get(i));
    }
  }
}
