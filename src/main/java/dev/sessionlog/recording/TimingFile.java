package dev.sessionlog.recording;

import dev.sessionlog.files.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A timing file that is written at its end. What stands behind {@link #end} is half a line or what
 * a crash left, and the next line takes its place. Not thread-safe.
 */
final class TimingFile {
  private final FileChannel channel;
  private long end;

  TimingFile(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  /** Returns where the next line goes. */
  long end() {
    return end;
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns true when somebody cut off what was written. */
  boolean wasCut() throws IOException {
    return channel.size() < end;
  }

  /** Writes half a line: who reads along sees that an entry is on its way, and none is complete. */
  void beginLine() throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {'S'}), end);
  }

  /**
   * Adds lines. What could not be written whole is taken back, so that the next does not run into
   * it.
   */
  void append(String lines) throws IOException {
    try {
      end = write(lines);
    } catch (IOException e) {
      if (channel.isOpen()) {
        channel.truncate(end);
      }
      throw e;
    }
  }

  /** Puts lines in place of all that stands behind the end; or throws, and all stays. */
  void replaceRest(String lines) throws IOException {
    long next = write(lines);
    channel.truncate(next);
    end = next;
  }

  private long write(String lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    long next = end + bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes, next - bytes.remaining());
    }
    return next;
  }

  /** Puts a copy where {@code file} leads, and returns what writes there from then on. */
  TimingFile copyTo(Path file) throws IOException {
    return new TimingFile(DurableFile.replaceByCopy(file, channel), end);
  }
}
