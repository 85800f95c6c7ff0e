package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.security.MessageDigest;

/**
 * The content of a file when it was sealed: the hash of its first bytes. Compressed files count in
 * unpacked form.
 *
 * @param bytes the number of bytes
 * @param sha256 their hash
 */
public record Prefix(long bytes, Sha256 sha256) {
  /** Returns the present state of a digest, which continues. */
  static Prefix of(long bytes, MessageDigest digest) {
    try {
      return new Prefix(bytes, new Sha256(((MessageDigest) digest.clone()).digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the JDK can be copied", e);
    }
  }

  /** Refuses negative lengths. */
  public Prefix {
    if (bytes < 0) {
      throw new IllegalArgumentException("no file has " + bytes + " bytes");
    }
  }
}
