package dev.sessionlog.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A SHA-256 hash (FIPS 180-4): 32 bytes that do not change. */
public final class Sha256 {
  /** How many bytes a hash has. */
  public static final int LENGTH = 32;

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  /**
   * Creates the hash with these bytes.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public Sha256(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 hash has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** Returns the hash of some bytes. */
  public static Sha256 of(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Sha256(digest.digest());
  }

  /** Parses a hash of 64 lower-case hexadecimal digits, as sha256sum prints it. */
  public static Optional<Sha256> parse(String hex) {
    return hex.matches("[0-9a-f]{64}")
        ? Optional.of(new Sha256(HEX.parseHex(hex)))
        : Optional.empty();
  }

  /** Returns a new digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the 64 lower-case hexadecimal digits that sha256sum prints. */
  @Override
  public String toString() {
    return HEX.formatHex(bytes);
  }
}
