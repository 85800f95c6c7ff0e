package dev.sessionlog.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The output in a file whose texts are JSON. A recorder that counts in units of UTF-16 may have
 * split a character between two events. Its halves are joined again, at the time of the second.
 */
final class ForeignText {
  private static final String REPLACEMENT = "\ufffd";

  private String half = "";
  private long halves;

  /** Passes {@code text} to a sink, except half a character at its end. */
  void output(Duration at, String text, Importer.Sink sink) throws IOException {
    String all = half + text;
    int end = all.length();
    half = end > 0 && Character.isHighSurrogate(all.charAt(end - 1)) ? all.substring(end - 1) : "";
    byte[] bytes = whole(all.substring(0, end - half.length())).getBytes(StandardCharsets.UTF_8);
    sink.output(at, bytes, 0, bytes.length);
  }

  /** Passes on the rest at the end, and reports what could not be kept. */
  void end(Duration at, Importer.Sink sink) throws IOException {
    if (!half.isEmpty()) {
      half = "";
      halves++;
      byte[] bytes = REPLACEMENT.getBytes(StandardCharsets.UTF_8);
      sink.output(at, bytes, 0, bytes.length);
    }
    note().ifPresent(sink::note);
  }

  private Optional<String> note() {
    return halves == 0
        ? Optional.empty()
        : Optional.of(
            (halves == 1 ? "1 half of a character" : halves + " halves of characters")
                + " came without the other half; U+FFFD replaces it");
  }

  /** Returns a text without halves of characters. */
  private String whole(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean isHalf = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
              halves += isHalf ? 1 : 0;
              whole.appendCodePoint(isHalf ? REPLACEMENT.charAt(0) : c);
            });
    return whole.toString();
  }
}
