package dev.sessionlog.pipe;

import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes from a pipe to the end of a file. With splice(2) a byte is in the one or the other at
 * every instant, also when the process is killed; where the kernel refuses that for the file
 * system, it reads and writes, and a kill in between can lose what was read, at most {@value
 * #BUFFER} bytes: before that it says so. For one thread.
 */
public final class PipeMover {
  private static final int BUFFER = 64 * 1024;
  private static final long MOST = 1L << 30;

  private final UnixFile source;
  private @Nullable ByteBuffer buffer;
  private boolean spliceRefused;

  /** Creates a mover of what {@code source} brings. */
  public PipeMover(UnixFile source) {
    this.source = source;
  }

  /**
   * Moves what waits in the pipe now. Never waits for more.
   *
   * @param max the most bytes to move, above zero
   * @return the number of bytes moved; 0 when none waited
   * @throws UnixException when the target refuses; what it did not take is kept for the next call
   */
  public long moveTo(UnixFile target, long max) throws IOException {
    return moveTo(target, max, () -> {});
  }

  /**
   * Does the same.
   *
   * @param beforeCopy is called each time before bytes are taken from the pipe that a kill can lose
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
   * Takes what waits in the pipe and forgets it.
   *
   * @return the number of bytes forgotten
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

  /** Returns how many bytes left the pipe and are not in the target: always 0 with splice(2). */
  public long unwritten() {
    ByteBuffer current = buffer;
    return current == null ? 0 : current.position();
  }

  /** Returns how many bytes wait to be moved or forgotten. */
  public long waiting() throws IOException {
    return unwritten() + source.waiting();
  }

  /** Returns true when what waits takes more than half of the pipe: whoever writes waits soon. */
  public boolean filling() throws IOException {
    return source.waiting() > source.pipeSize() / 2;
  }

  /** Between calls the buffer holds, ready to be flipped, what was read but not yet written. */
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
