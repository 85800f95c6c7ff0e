package dev.sessionlog.recording;

import dev.sessionlog.files.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A timing file that is appended to. Anything after {@link #end} is half a line or the rest of a
 * crash, and is overwritten by the next line. Not thread-safe.
 */
final class TimingFile {
  private final FileChannel channel;
  private long end;

  TimingFile(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  /** Returns the offset of the next line. */
  long end() {
    return end;
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns true if the file was truncated from outside. */
  boolean wasCut() throws IOException {
    return channel.size() < end;
  }

  /** Writes half a line, from which readers see that an entry is being written. */
  void beginLine() throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {'S'}), end);
  }

  /** Appends lines. An incomplete write is undone, so that the next line does not continue it. */
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

  /** Replaces everything after the end with lines; if it throws, nothing changes. */
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

  /** Copies the file to {@code file}, and returns the writer of the copy. */
  TimingFile copyTo(Path file) throws IOException {
    return new TimingFile(DurableFile.replaceByCopy(file, channel), end);
  }
}
