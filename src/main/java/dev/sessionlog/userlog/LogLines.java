package dev.sessionlog.userlog;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, one after the other, in UTF-8. A fragment without a line end is not a line:
 * it is being written, or a crash truncated it. Lines of more than {@value #LONGEST} bytes are
 * split, so that memory is bounded. Not thread-safe.
 */
final class LogLines implements Closeable {
  static final int LONGEST = 1 << 20;
  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final Consumer<String> damage;
  private byte[] buffer = new byte[BLOCK];
  private int start;
  private int scanned;
  private int end;
  private long consumed;

  private LogLines(InputStream in, Consumer<String> damage) {
    this.in = in;
    this.damage = damage;
  }

  /**
   * Opens the lines of a file; none if it was removed in the meantime.
   *
   * @param damage receives one line if the file cannot be unpacked; everything before the damage is
   *     read nevertheless
   */
  static LogLines of(UserLogFile file, Consumer<String> damage) throws IOException {
    Consumer<String> told = reason -> damage.accept(file.path() + " is damaged: " + reason);
    try {
      return new LogLines(file.open(), told);
    } catch (NoSuchFileException e) {
      return new LogLines(InputStream.nullInputStream(), told);
    } catch (ZipException | EOFException e) {
      told.accept(reason(e));
      return new LogLines(InputStream.nullInputStream(), told);
    }
  }

  /** Returns the lines of an open file from {@code offset} on; closing them closes the channel. */
  static LogLines of(FileChannel channel, long offset) throws IOException {
    return new LogLines(Channels.newInputStream(channel.position(offset)), reason -> {});
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "it ends too early" : e.getMessage();
  }

  /** Returns the next line without its line end, or null if there is no further complete line. */
  @Nullable String next() throws IOException {
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          return take(scanned, scanned + 1);
        }
      }
      if (end - start >= LONGEST) {
        return take(end, end);
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private String take(int lineEnd, int next) {
    String line = new String(buffer, start, lineEnd - start, StandardCharsets.UTF_8);
    consumed += next - start;
    start = next;
    scanned = next;
    return line;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      scanned -= start;
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int n = read();
    if (n > 0) {
      end += n;
    }
    return n > 0;
  }

  private int read() throws IOException {
    try {
      return in.read(buffer, end, buffer.length - end);
    } catch (ZipException | EOFException e) {
      damage.accept(reason(e));
      return -1;
    }
  }

  /** Returns the length of the lines that {@link #next} returned, including their line ends. */
  long consumed() {
    return consumed;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
