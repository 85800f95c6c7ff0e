package dev.sessionlog.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file line by line, as bytes, with the offset of each end. For one thread. */
final class LineScanner implements Closeable {
  /** The longest line that we write; a whole configuration fits. */
  static final int LONGEST = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private long place;

  /** Creates a scanner of an open file, which it closes. */
  LineScanner(FileChannel file) {
    this(file, 0);
  }

  /** Creates a scanner from an offset on, where a line begins. */
  LineScanner(FileChannel file, long from) {
    this.file = file;
    this.place = from;
  }

  /**
   * Returns the next line, without its end; empty at the end of the file, before half a line, and
   * before a line longer than {@link #LONGEST}.
   */
  Optional<byte[]> next() throws IOException {
    int searched = start;
    while (true) {
      for (int i = searched; i < end; i++) {
        if (buffer[i] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, start, i);
          place += line.length + 1;
          start = i + 1;
          return Optional.of(line);
        }
      }
      searched = end - start;
      if (!fill()) {
        return Optional.empty();
      }
    }
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      if (end >= LONGEST) {
        return false;
      }
      buffer = Arrays.copyOf(buffer, 2 * end);
    }
    int read = file.read(ByteBuffer.wrap(buffer, end, buffer.length - end), place + end);
    end += Math.max(read, 0);
    return read > 0;
  }

  /** Returns the end of the last line. */
  long place() {
    return place;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
