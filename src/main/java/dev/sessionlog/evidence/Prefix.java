package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;

/**
 * What a file held when it was sealed: the hash of its first bytes. Of a compressed file, the bytes
 * that it unpacks to count.
 *
 * @param bytes how many bytes
 * @param sha256 their hash
 */
public record Prefix(long bytes, Sha256 sha256) {
  /** Refuses negative lengths. */
  public Prefix {
    if (bytes < 0) {
      throw new IllegalArgumentException("no file has " + bytes + " bytes");
    }
  }
}
