package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads a timing file entry by entry, even while it grows. For one thread. */
final class TimingScanner implements Closeable {
  private static final int BUFFER = 2 * 1024;
  private static final int LONGEST_LINE = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final OutputLine output = new OutputLine();
  private long lineStart;
  private long lineNumber;
  private long end;

  /** Reads an open file from its beginning. */
  TimingScanner(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static TimingScanner open(Path file) throws IOException {
    return new TimingScanner(file, StoredFile.open(file));
  }

  /**
   * Returns the next complete entry, or null if there is none now.
   *
   * @throws CorruptRecordingException if a complete line is not an entry
   */
  @Nullable TimingEntry next() throws IOException {
    while (true) {
      while (!buffer.hasRemaining()) {
        buffer.clear();
        int count = channel.read(buffer, end + line.size());
        buffer.flip();
        if (count <= 0) {
          // Its writer may remove half a line on a full disk, so it is read again.
          line.reset();
          return null;
        }
      }
      int newline = indexOfNewline();
      line.write(buffer.array(), buffer.position(), newline - buffer.position());
      if (newline < buffer.limit()) {
        buffer.position(newline + 1);
        return entry();
      }
      buffer.position(newline);
      if (line.size() > LONGEST_LINE) {
        throw new CorruptRecordingException(file, lineNumber + 1, "line too long");
      }
    }
  }

  /** Continues at {@code offset}, where an entry begins, after that many lines. */
  void moveTo(long offset, long lines) {
    buffer.clear().flip();
    line.reset();
    end = offset;
    lineStart = offset;
    lineNumber = lines;
  }

  private int indexOfNewline() {
    int at = buffer.position();
    while (at < buffer.limit() && buffer.get(at) != '\n') {
      at++;
    }
    return at;
  }

  private TimingEntry entry() throws CorruptRecordingException {
    byte[] text = line.toByteArray();
    lineStart = end;
    end += text.length + 1L;
    line.reset();
    lineNumber++;
    if (output.read(text, 0, text.length)) {
      return new TimingEntry.Output(
          Duration.of(output.micros(), ChronoUnit.MICROS), output.bytes());
    }
    return TimingEntry.parse(new String(text, StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                new CorruptRecordingException(
                    file, lineNumber, "not a timing entry, expected for example 'O 0.012345 80'"));
  }

  /** Returns the offset of the last entry. */
  long lineStart() {
    return lineStart;
  }

  /** Returns the offset after the last entry: the length of all complete entries so far. */
  long end() {
    return end;
  }

  /** Returns true if the file continues after that, even with half a line. */
  boolean more() throws IOException {
    return channel.size() > end;
  }

  /** Returns the number of the last line, from 1. */
  long lineNumber() {
    return lineNumber;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
