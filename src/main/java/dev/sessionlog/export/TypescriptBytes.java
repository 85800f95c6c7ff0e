package dev.sessionlog.export;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The bytes of a typescript: the first line of script itself, the output, and the last line. For
 * one thread.
 */
final class TypescriptBytes implements Closeable {
  private static final int FIRST_LINE_LIMIT = 64 * 1024;
  private static final int LAST_LINE_LIMIT = 64 * 1024;
  private static final int SEAM_LIMIT = 2048;

  private final Path file;
  private final InputStream in;
  private long left;

  private TypescriptBytes(Path file, InputStream in, long size) {
    this.file = file;
    this.in = in;
    this.left = size;
  }

  static TypescriptBytes open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), FIRST_LINE_LIMIT * 2);
    return new TypescriptBytes(file, in, Files.size(file));
  }

  /** Returns the number of remaining bytes. */
  long left() {
    return left;
  }

  /** Returns true if the file begins with the first line of script, which some options suppress. */
  boolean hasFirstLine() throws IOException {
    byte[] start = peek(SEAM_LIMIT);
    int mark = Arrays.equals(part(start, 0, Math.min(3, start.length)), ForeignLines.MARK) ? 3 : 0;
    return ScriptLine.isFirst(text(part(start, mark, start.length)));
  }

  /** Reads the first line including its end; empty if there is none. */
  byte[] firstLine() throws IOException {
    byte[] start = peek(FIRST_LINE_LIMIT);
    int length = 0;
    while (length < start.length && start[length] != '\n') {
      length++;
    }
    return length == start.length ? new byte[0] : take(length + 1);
  }

  /** Returns the line that script wrote at its end; empty if it was killed. */
  String lastLine() throws IOException {
    long size = Files.size(file);
    try (InputStream end = Files.newInputStream(file)) {
      end.skipNBytes(Math.max(0, size - SEAM_LIMIT));
      String text = text(end.readNBytes(SEAM_LIMIT));
      Matcher done = ScriptLine.last(text);
      return done.find() ? done.group() : "";
    }
  }

  /** Skips a seam at this place; returns the first line of the next part. */
  Optional<String> passSeam() throws IOException {
    Matcher seam = ScriptLine.seam(text(peek((int) Math.min(SEAM_LIMIT, left))));
    if (!seam.find()) {
      return Optional.empty();
    }
    take(seam.end());
    return Optional.of(seam.group("start"));
  }

  /** Reads up to {@code most} bytes into {@code piece}; returns how many, 0 at the end. */
  int read(byte[] piece, long most) throws IOException {
    int count = in.readNBytes(piece, 0, (int) Math.min(Math.min(piece.length, most), left));
    left -= count;
    return count;
  }

  void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    left -= bytes;
  }

  /** Reads the rest if that may be a last line. */
  byte[] rest() throws IOException {
    return take((int) Math.min(left, LAST_LINE_LIMIT));
  }

  /** Returns true if the rest is too long for a last line. */
  boolean isLong() {
    return left > LAST_LINE_LIMIT;
  }

  private byte[] peek(int most) throws IOException {
    in.mark(most);
    byte[] bytes = in.readNBytes(most);
    in.reset();
    return bytes;
  }

  private byte[] take(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    left -= bytes.length;
    return bytes;
  }

  /** An encoding with one char for each byte. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns the offset of the last line in the rest after the timing. */
  static int lastLineIn(byte[] rest) {
    if (rest.length > 0 && (rest[0] == '\n' || rest[0] == '\r')) {
      return 0;
    }
    Matcher done = ScriptLine.last(text(rest));
    return done.find() ? done.start() : rest.length;
  }

  static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
