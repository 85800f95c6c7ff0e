package dev.sessionlog.evidence;

import java.util.Base64;
import java.util.Optional;

/** Base64 (RFC 4648, section 4), with only one valid form for each value. */
final class Base64Text {
  private Base64Text() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the bytes; empty if there are not {@code length}, or the text has another form. */
  static Optional<byte[]> decode(String text, int length) {
    return decode(text).filter(bytes -> bytes.length == length);
  }

  /** Returns the bytes; empty if the text is not their only valid form. */
  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
