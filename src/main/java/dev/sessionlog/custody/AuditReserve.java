package dev.sessionlog.custody;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.ExclusiveLock;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Room for audit lines on a full disk: an existing file of {@value #SIZE} bytes, filled with empty
 * lines and written in place, which needs no new block on any file system. So even a removal that
 * makes room can be noted first. The lines move to the audit log as soon as that is possible; a
 * crash in between leaves them in both.
 */
final class AuditReserve {
  /** Room for some 200 lines, in bytes. The removals that they describe free more than that. */
  static final int SIZE = 64 * 1024;

  private final Path file;

  AuditReserve(Path file) {
    this.file = file;
  }

  /** Takes the lines that waited. */
  interface Lines {
    void to(byte[] lines) throws IOException;
  }

  /** Makes the file unless it exists. */
  void prepare() throws IOException {
    if (Files.notExists(file)) {
      DurableFile.replace(file, blank(SIZE));
    }
  }

  private static byte[] blank(int length) {
    byte[] lines = new byte[length];
    Arrays.fill(lines, (byte) '\n');
    return lines;
  }

  /** Keeps lines; returns false if there is no room for them, or no reserve. */
  boolean keep(byte[] lines) throws IOException {
    try (FileChannel channel = open();
        ExclusiveLock lock = ExclusiveLock.on(channel)) {
      int used = used(read(channel));
      if (!lock.isOpen() || used + lines.length > channel.size()) {
        return false;
      }
      channel.position(used);
      DurableFile.writeAll(channel, ByteBuffer.wrap(lines));
      channel.force(false);
      return true;
    } catch (NoSuchFileException never) {
      return false;
    }
  }

  /**
   * Passes the kept lines to {@code target} and clears them; if {@code target} fails, they stay.
   */
  void empty(Lines target) throws IOException {
    try (FileChannel channel = open();
        ExclusiveLock lock = ExclusiveLock.on(channel)) {
      byte[] content = read(channel);
      int used = used(content);
      if (lock.isOpen() && used > 0) {
        target.to(Arrays.copyOf(content, used));
        channel.position(0);
        DurableFile.writeAll(channel, ByteBuffer.wrap(blank(used)));
        channel.force(false);
      }
    } catch (NoSuchFileException never) {
      return;
    }
  }

  private FileChannel open() throws IOException {
    return StoreFiles.update(file);
  }

  private static byte[] read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), SIZE));
    int read = 0;
    while (read >= 0 && content.hasRemaining()) {
      read = channel.read(content, content.position());
    }
    return Arrays.copyOf(content.array(), content.position());
  }

  /** Returns the length of lines in bytes, including the end of the last. */
  private static int used(byte[] content) {
    int used = content.length;
    while (used > 0 && content[used - 1] == '\n') {
      used--;
    }
    return used == 0 ? 0 : used + 1;
  }
}
