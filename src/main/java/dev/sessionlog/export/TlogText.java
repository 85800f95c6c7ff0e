package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The content of a message of tlog: a text, bytes that are not text, and in {@code timing} their
 * order: {@code >n} n characters of output, {@code ]c/b} c replacement characters and the b bytes
 * that they stand for, {@code +n} n milliseconds, {@code =WxH} a size. For one thread.
 */
final class TlogText {
  private static final char REPLACEMENT = '\uFFFD';

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private final StringBuilder timing = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private byte[] rest = {};
  private int characters;
  private int replacements;
  private int replaced;

  boolean isEmpty() {
    return timing.length() == 0 && length() == 0;
  }

  int length() {
    return text.length() + binary.size();
  }

  void size(TerminalSize size) {
    endRun();
    timing.append('=').append(size.columns()).append('x').append(size.rows());
  }

  void delay(long millis) {
    endRun();
    timing.append('+').append(millis);
  }

  void output(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + length);
    in.put(rest).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.reset();
    CoderResult result = decoder.decode(in, out, false);
    while (result.isError()) {
      take(out);
      bytes(in, result.length());
      result = decoder.decode(in, out, false);
    }
    take(out);
    rest = new byte[in.remaining()];
    in.get(rest);
  }

  /** Takes the rest of a character that no piece completed. */
  void end() {
    bytes(ByteBuffer.wrap(rest), rest.length);
    rest = new byte[0];
  }

  private void take(CharBuffer out) {
    out.flip().toString().codePoints().forEach(this::character);
    out.clear();
  }

  /** JSON readers in C regard a NUL as the end of a text. */
  private void character(int c) {
    if (c == 0) {
      bytes(ByteBuffer.allocate(1), 1);
      return;
    }
    if (replacements > 0) {
      endRun();
    }
    text.appendCodePoint(c);
    characters++;
  }

  private void bytes(ByteBuffer in, int count) {
    if (count == 0) {
      return;
    }
    if (characters > 0) {
      endRun();
    }
    text.append(REPLACEMENT);
    replacements++;
    replaced += count;
    for (int i = 0; i < count; i++) {
      binary.write(in.get());
    }
  }

  private void endRun() {
    if (characters > 0) {
      timing.append('>').append(characters);
    } else if (replacements > 0) {
      timing.append(']').append(replacements).append('/').append(replaced);
    }
    characters = 0;
    replacements = 0;
    replaced = 0;
  }

  /** Writes it as members, and clears it. */
  void write(JsonGenerator json) throws IOException {
    endRun();
    json.writeStringField("timing", timing.toString());
    json.writeStringField("in_txt", "");
    json.writeArrayFieldStart("in_bin");
    json.writeEndArray();
    json.writeStringField("out_txt", text.toString());
    json.writeArrayFieldStart("out_bin");
    for (byte b : binary.toByteArray()) {
      json.writeNumber(b & 0xff);
    }
    json.writeEndArray();
    timing.setLength(0);
    text.setLength(0);
    binary.reset();
  }
}
