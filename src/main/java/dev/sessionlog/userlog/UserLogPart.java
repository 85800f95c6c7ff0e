package dev.sessionlog.userlog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a user's log as it was at one moment, for those who read bytes and not lines. The parts
 * of one moment hold every line of the log once, whatever is rolled or compressed meanwhile. To be
 * closed, read or not. For one thread at a time.
 */
public final class UserLogPart implements Closeable {
  private final UserLogFile file;
  private final @Nullable FileChannel current;
  private final long length;

  private UserLogPart(UserLogFile file, @Nullable FileChannel current, long length) {
    this.file = file;
    this.current = current;
    this.length = length;
  }

  /** Returns the parts of the log of {@code user} as it is now, oldest first. */
  public static List<UserLogPart> of(Path logDir, String user) throws IOException {
    LogSnapshot log = LogSnapshot.take(logDir, user);
    List<UserLogPart> parts = new ArrayList<>();
    for (UserLogFile rolled : log.rolled()) {
      parts.add(new UserLogPart(rolled, null, 0));
    }
    FileChannel current = log.current();
    if (current != null) {
      parts.add(new UserLogPart(UserLogFile.current(logDir, user), current, current.size()));
    }
    return parts;
  }

  /** Returns where the file was. */
  public Path path() {
    return file.path();
  }

  /** Returns the day on which it was rolled; empty for the one that is being written. */
  public Optional<LocalDate> date() {
    return file.date();
  }

  /**
   * Opens its lines, in UTF-8, uncompressed. The last may lack its line end: it is no line then.
   * There are none when the file was removed meanwhile.
   *
   * @throws java.util.zip.ZipException or {@link java.io.EOFException}, also from the stream, when
   *     its compression is broken
   */
  public InputStream open() throws IOException {
    if (current != null) {
      return new Current(current, length);
    }
    try {
      return file.open();
    } catch (NoSuchFileException e) {
      return InputStream.nullInputStream();
    }
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }

  /** What was in the file at that moment, and nothing that came after. */
  private static final class Current extends InputStream {
    private final FileChannel channel;
    private final long length;
    private long position;

    Current(FileChannel channel, long length) {
      this.channel = channel;
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int wanted = (int) Math.min(count, length - position);
      if (wanted <= 0) {
        return count == 0 ? 0 : -1;
      }
      int got = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
      position += Math.max(0, got);
      return got;
    }
  }
}
