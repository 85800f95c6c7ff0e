package dev.sessionlog.pipe;

import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes from a pipe to the end of a file. With splice(2) every byte is at any instant in one
 * of the two, even if the process is killed. If the kernel does not support that for the file
 * system, this reads and writes instead. A kill between the two can then lose at most {@value
 * #BUFFER} bytes, and the caller is notified before. For one thread.
 */
public final class PipeMover {
  private static final int BUFFER = 64 * 1024;
  private static final long MOST = 1L << 30;

  private final UnixFile source;
  private @Nullable ByteBuffer buffer;
  private boolean spliceRefused;

  /** Creates a mover that reads from {@code source}. */
  public PipeMover(UnixFile source) {
    this.source = source;
  }

  /**
   * Moves the bytes that are in the pipe now, and never waits for more.
   *
   * @param max the most bytes to move, above zero
   * @return the number of bytes moved; 0 if the pipe was empty
   * @throws UnixException if the target cannot be written; the remaining bytes are kept for the
   *     next call
   */
  public long moveTo(UnixFile target, long max) throws IOException {
    return moveTo(target, max, () -> {});
  }

  /**
   * Does the same.
   *
   * @param beforeCopy is called each time before bytes are read that a kill can lose
   */
  public long moveTo(UnixFile target, long max, Runnable beforeCopy) throws IOException {
    if (!spliceRefused) {
      try {
        return source.splice(target, Math.min(max, MOST));
      } catch (UnixException e) {
        if (!e.unsupported()) {
          throw e;
        }
        spliceRefused = true;
      }
    }
    beforeCopy.run();
    return copyTo(target, max);
  }

  /**
   * Reads and discards the bytes in the pipe.
   *
   * @return the number of bytes discarded
   */
  public long discard() throws IOException {
    ByteBuffer buffer = buffer();
    long count = buffer.position();
    buffer.clear();
    for (int read = source.read(buffer); read > 0; read = source.read(buffer)) {
      count += read;
      buffer.clear();
    }
    buffer.clear();
    return count;
  }

  /** Returns how many bytes were read but not yet written; always 0 with splice(2). */
  public long unwritten() {
    ByteBuffer current = buffer;
    return current == null ? 0 : current.position();
  }

  /** Returns how many bytes wait to be moved or discarded. */
  public long waiting() throws IOException {
    return unwritten() + source.waiting();
  }

  /** Returns true if the pipe is more than half full, so that its writer will soon have to wait. */
  public boolean filling() throws IOException {
    return source.waiting() > source.pipeSize() / 2;
  }

  /** Between calls the buffer contains, ready to be flipped, the bytes read but not yet written. */
  private long copyTo(UnixFile target, long max) throws IOException {
    ByteBuffer buffer = buffer();
    if (buffer.position() == 0) {
      buffer.limit((int) Math.min(buffer.capacity(), max));
      int read = source.read(buffer);
      buffer.limit(buffer.capacity());
      if (read <= 0) {
        return 0;
      }
    }
    buffer.flip();
    int before = buffer.remaining();
    try {
      target.write(buffer);
    } finally {
      buffer.compact();
    }
    return before;
  }

  private ByteBuffer buffer() {
    ByteBuffer current = buffer;
    if (current == null) {
      current = UnixFile.allocate(BUFFER);
      buffer = current;
    }
    return current;
  }
}
