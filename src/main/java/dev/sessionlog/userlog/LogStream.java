package dev.sessionlog.userlog;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Appends complete lines to a log file, and buffers them until {@link #flush} or up to 64 KiB.
 * Unlike logback's own stream, it reports lines that could not be written. The stream is then
 * unusable, the file is truncated to complete lines, and {@code committed} counts only those.
 * Opening the file again continues from there. Not thread-safe.
 */
final class LogStream extends OutputStream {
  private static final int CAPACITY = 1 << 16;

  private final Path path;
  private final OutputStream file;
  private final @Nullable Object fileKey;
  private final AtomicLong committed;
  private final byte[] buffer = new byte[CAPACITY];
  private int used;
  private int held;
  private long length;
  private boolean open = true;

  private LogStream(
      Path path, OutputStream file, @Nullable Object fileKey, long length, AtomicLong committed) {
    this.path = path;
    this.file = file;
    this.fileKey = fileKey;
    this.length = length;
    this.committed = committed;
  }

  /**
   * Opens a log for appending, and creates it if it is missing. A fragment without a line end at
   * its end comes from a crash and is removed.
   *
   * @param committed counts every line that is in the file
   */
  static LogStream open(Path path, AtomicLong committed) throws IOException {
    try {
      StoreFiles.create(path).close();
    } catch (FileAlreadyExistsException e) {
      cutFragment(path);
    }
    OutputStream file = StoreFiles.appendingStream(path);
    try {
      BasicFileAttributes facts = facts(path);
      return new LogStream(path, file, facts.fileKey(), facts.size(), committed);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static BasicFileAttributes facts(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Truncates a file after its last line end, and keeps its time, which determines the day. */
  static void cutFragment(Path path) throws IOException {
    BasicFileAttributes facts = facts(path);
    if (!facts.isRegularFile()) {
      throw new IOException(path + ": not a regular file; move it away");
    }
    long end = endOfLines(path, facts.size());
    if (end == facts.size()) {
      return;
    }
    cut(path, end);
    StoreFiles.setTime(path, FileTime.from(facts.lastModifiedTime().toInstant()));
  }

  private static long endOfLines(Path path, long size) throws IOException {
    byte[] block = new byte[CAPACITY];
    try (FileChannel channel = StoreFiles.read(path)) {
      for (long end = size; end > 0; ) {
        int wanted = (int) Math.min(CAPACITY, end);
        int got = channel.read(ByteBuffer.wrap(block, 0, wanted), end - wanted);
        int lines = afterLastLine(block, got);
        if (lines > 0 || got < wanted) {
          return end - wanted + lines;
        }
        end -= wanted;
      }
    }
    return 0;
  }

  private static int afterLastLine(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Truncates a file to {@code length} bytes, even in an interrupted thread. */
  private static void cut(Path path, long length) throws IOException {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = StoreFiles.update(path)) {
      channel.truncate(length);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns true if the file is still the one at its path, and was not moved or removed by others.
   */
  boolean inPlace() {
    try {
      return Objects.equals(facts(path).fileKey(), fileKey);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  /** Appends one complete line, including its line end. */
  @Override
  public void write(byte[] line, int offset, int count) throws IOException {
    if (used + count > CAPACITY) {
      flush();
    }
    if (count > CAPACITY) {
      writeLines(line, offset, count, 1);
      return;
    }
    System.arraycopy(line, offset, buffer, used, count);
    used += count;
    held++;
  }

  @Override
  public void flush() throws IOException {
    int count = used;
    int lines = held;
    used = 0;
    held = 0;
    if (count > 0) {
      writeLines(buffer, 0, count, lines);
    }
  }

  private void writeLines(byte[] bytes, int offset, int count, int lines) throws IOException {
    if (!open) {
      throw new IOException(path + " is closed");
    }
    try {
      file.write(bytes, offset, count);
    } catch (IOException e) {
      salvage(bytes, offset, count, e);
      throw e;
    }
    length += count;
    committed.addAndGet(lines);
  }

  /**
   * Counts the lines that were written before the failure, and removes the partial one after them.
   */
  private void salvage(byte[] lines, int offset, int count, IOException failure) {
    try {
      open = false;
      file.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    try {
      BasicFileAttributes facts = facts(path);
      if (!Objects.equals(facts.fileKey(), fileKey)) {
        return;
      }
      int arrived = (int) Math.max(0, Math.min(count, facts.size() - length));
      int whole = arrived;
      while (whole > 0 && lines[offset + whole - 1] != '\n') {
        whole--;
      }
      committed.addAndGet(lineEnds(lines, offset, whole));
      if (facts.size() > length + whole) {
        cut(path, length + whole);
      }
    } catch (IOException e) {
      failure.addSuppressed(e); // the fragment is removed when the file is opened again
    }
  }

  private static int lineEnds(byte[] bytes, int offset, int count) {
    int lines = 0;
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    try {
      flush();
    } finally {
      open = false;
      file.close();
    }
  }
}
