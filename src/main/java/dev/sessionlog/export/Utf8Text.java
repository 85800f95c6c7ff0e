package dev.sessionlog.export;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 that comes in pieces: an incomplete character at the end of a piece is kept for the
 * next, and bytes that are not UTF-8 become U+FFFD. Not thread-safe.
 */
final class Utf8Text {
  private static final int LONGEST_CHARACTER = 4;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  private byte[] rest = {};

  /** Returns the text of a piece, including the rest of the previous ones. */
  String next(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + length);
    in.put(rest).put(bytes, offset, length).flip();
    String text = decode(in, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return text;
  }

  /** Returns the rest after the last piece: nothing, or a replacement character. */
  String end() {
    String text = decode(ByteBuffer.wrap(rest), true);
    rest = new byte[0];
    return text;
  }

  private String decode(ByteBuffer in, boolean last) {
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
    decoder.reset();
    decoder.decode(in, out, last);
    if (last) {
      decoder.flush(out);
    }
    return out.flip().toString();
  }
}
