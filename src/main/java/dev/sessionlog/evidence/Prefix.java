package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.security.MessageDigest;

/**
 * What a file held when it was sealed: the hash of its first bytes. Of a compressed file, the bytes
 * that it unpacks to count.
 *
 * @param bytes how many bytes
 * @param sha256 their hash
 */
public record Prefix(long bytes, Sha256 sha256) {
  /** Returns what a digest got so far, which goes on. */
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
