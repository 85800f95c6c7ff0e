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
 * A file of a user's log at one moment, for readers of bytes instead of lines. The parts of one
 * moment contain every line of the log once, even if files are rotated or compressed meanwhile.
 * Must be closed, even if it is not read. For one thread at a time.
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

  /** Returns the parts of the present log of {@code user}, oldest first. */
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

  /** Returns the path that the file had. */
  public Path path() {
    return file.path();
  }

  /** Returns the day on which it was rotated; empty for the one that is being written. */
  public Optional<LocalDate> date() {
    return file.date();
  }

  /**
   * Opens its lines, in UTF-8, uncompressed. A last line without its end is incomplete and must be
   * ignored. There are none if the file was removed in the meantime.
   *
   * @throws java.util.zip.ZipException or {@link java.io.EOFException}, also from the stream, if it
   *     cannot be unpacked
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

  /** The content of the file at that moment, without later additions. */
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
