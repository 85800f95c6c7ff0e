package dev.sessionlog.export;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text, with the offset of the first byte of each character. */
final class Utf8Places {
  private final String text;
  private final int[] places;

  private Utf8Places(String text, int[] places) {
    this.text = text;
    this.places = places;
  }

  /** Decodes UTF-8; every other byte is a character. */
  static Utf8Places of(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Utf8Places(text, places(text));
    } catch (CharacterCodingException e) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int[] places = new int[bytes.length + 1];
      for (int i = 0; i < places.length; i++) {
        places[i] = i;
      }
      return new Utf8Places(text, places);
    }
  }

  private static int[] places(String text) {
    int[] places = new int[text.length() + 1];
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      places[i] = at;
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        at += 4;
      } else if (!Character.isLowSurrogate(c)) {
        at += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    places[text.length()] = at;
    return places;
  }

  String text() {
    return text;
  }

  /** Returns the offset of the character at {@code index} of the text. */
  int byteAt(int index) {
    return places[index];
  }
}
