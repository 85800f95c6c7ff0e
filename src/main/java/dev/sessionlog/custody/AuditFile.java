package dev.sessionlog.custody;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code audit/audit.log} of a log dir: one line for each view, removal and hold. Several processes
 * append to it; each line is one write, so that lines do not mix. When the disk is full, lines wait
 * in the {@link AuditReserve}. Thread-safe.
 */
public final class AuditFile {
  private final Path logDir;
  private final Path file;
  private final AuditReserve reserve;

  /** Creates the audit log of the log dir {@code logDir}. No file is made before the first line. */
  public AuditFile(Path logDir) {
    this.logDir = logDir;
    Path folder = logDir.resolve("audit");
    this.file = folder.resolve("audit.log");
    this.reserve = new AuditReserve(folder.resolve("reserve"));
  }

  /** Makes the reserve unless it exists, and moves lines that wait in it to the audit log. */
  public void prepare() throws IOException {
    StoreFiles.makeFolder(logDir, file.getParent());
    reserve.empty(this::write);
    reserve.prepare();
  }

  /**
   * Appends a line, and waits until it is on the disk.
   *
   * @param line the line without its end; characters that could act on a terminal or end the line
   *     become blanks
   * @throws IOException if there is no room in the reserve either
   */
  public void append(String line) throws IOException {
    byte[] bytes = (Visible.blanked(line) + "\n").getBytes(StandardCharsets.UTF_8);
    StoreFiles.makeFolder(logDir, file.getParent());
    try {
      reserve.empty(this::write);
      write(bytes);
    } catch (IOException full) {
      if (!reserve.keep(bytes)) {
        throw full;
      }
    }
  }

  private void write(byte[] lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines);
    if (endsInHalfALine()) {
      bytes = ByteBuffer.allocate(lines.length + 1).put((byte) '\n').put(lines).flip();
    }
    try (FileChannel channel = StoreFiles.append(file)) {
      DurableFile.writeAll(channel, bytes);
      channel.force(false);
    }
  }

  /** A full disk or a kill may have truncated the last line. */
  private boolean endsInHalfALine() throws IOException {
    if (Files.notExists(file)) {
      return false;
    }
    try (FileChannel channel = StoreFiles.read(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }
}
