package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Compares a file of an archive with all its seals while it is read. */
final class SealedStream {
  private final MessageDigest digest = Sha256.digest();
  private final List<Prefix> seals;
  private long length;
  private int next;

  /**
   * Creates it.
   *
   * @param seals in the order of the ledger
   */
  SealedStream(List<Prefix> seals) {
    this.seals = seals;
  }

  /**
   * Reads the file to its end, which must match the last seal.
   *
   * @param done receives the number of bytes read
   * @return what is wrong
   */
  Optional<String> finding(TarReader tar, LongConsumer done) throws IOException {
    byte[] buffer = new byte[1 << 16];
    Optional<String> wrong = reach();
    for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
      int at = 0;
      while (at < read && wrong.isEmpty()) {
        long until = next < seals.size() ? seals.get(next).bytes() - length : read;
        int part = (int) Math.min(read - at, until);
        digest.update(buffer, at, part);
        at += part;
        length += part;
        wrong = next < seals.size() ? reach() : Optional.of("has more than was sealed");
      }
      done.accept(read);
    }
    return wrong.isEmpty() && next < seals.size()
        ? Optional.of("has " + length + " bytes; " + seals.get(next).bytes() + " were sealed")
        : wrong;
  }

  /** Compares the content so far with its seals. */
  private Optional<String> reach() {
    while (next < seals.size() && seals.get(next).bytes() <= length) {
      if (!Prefix.of(length, digest).equals(seals.get(next))) {
        return Optional.of(
            "holds other bytes than the first " + seals.get(next).bytes() + " that were sealed");
      }
      next++;
    }
    return Optional.empty();
  }
}
