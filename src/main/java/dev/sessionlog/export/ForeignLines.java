package dev.sessionlog.export;

import dev.sessionlog.session.ReadableUnits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file of another program, in UTF-8 with or without a byte order mark, each at
 * most 16 MiB long.
 */
final class ForeignLines implements Closeable {
  /** The byte order mark. */
  static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final char REPLACEMENT = '\ufffd';
  private static final int LONGEST = 16 << 20;

  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private boolean whole = true;
  private long garbled;

  private ForeignLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static ForeignLines open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    skipMark(in);
    return new ForeignLines(file, in);
  }

  /** Skips the byte order mark that some programs write before UTF-8. */
  static void skipMark(InputStream in) throws IOException {
    in.mark(MARK.length);
    if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
      in.reset();
    }
  }

  /** Returns the next line without its line end, which the last one may lack; null at the end. */
  @Nullable String next() throws IOException {
    line.reset();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    number++;
    while (c >= 0 && c != '\n') {
      if (line.size() >= LONGEST) {
        throw problem("longer than " + ReadableUnits.size(LONGEST));
      }
      line.write(c);
      c = in.read();
    }
    whole = c >= 0;
    String text = line.toString(StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(line.toByteArray())) {
      garbled++;
    }
    return text;
  }

  /** Returns false if the last line has no line end, because the file may be truncated. */
  boolean isWhole() {
    return whole;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Returns what text of the file is not kept, as one line for people. */
  Optional<String> note() {
    return garbled == 0
        ? Optional.empty()
        : Optional.of(
            (garbled == 1 ? "1 line has" : garbled + " lines have")
                + " bytes that are not UTF-8; U+FFFD replaces them");
  }

  ForeignFormatException problem(String what) {
    return ForeignFormatException.atLine(file, Math.max(1, number), what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
