package dev.sessionlog.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a recording in the order of time, also while it grows. For one thread. */
public final class RecordingReader implements Closeable {
  private static final int PIECE = 64 * 1024;

  private final Recording recording;
  private final FileChannel typescript;
  private final TimingScanner timing;

  /** None while there is nothing to read: most sessions are idle most of the time. */
  private byte @Nullable [] piece;

  private long position = -1;
  private Duration at = Duration.ZERO;

  private RecordingReader(Recording recording, FileChannel typescript, TimingScanner timing) {
    this.recording = recording;
    this.typescript = typescript;
    this.timing = timing;
  }

  /** Opens a recording at its beginning. */
  public static RecordingReader open(Recording recording) throws IOException {
    FileChannel typescript = StoredFile.open(recording.typescript());
    try {
      return new RecordingReader(recording, typescript, TimingScanner.open(recording.timing()));
    } catch (IOException e) {
      typescript.close();
      throw e;
    }
  }

  /**
   * Reads the next entry of the timing file and gives what belongs to it to {@code sink}.
   *
   * @return false when there is no further entry now
   * @throws CorruptRecordingException when an entry is none, or promises bytes that are not there
   */
  public boolean read(RecordingSink sink) throws IOException {
    TimingEntry entry = timing.next();
    if (entry == null) {
      piece = null;
      return false;
    }
    at = at.plus(entry.delay());
    if (entry instanceof TimingEntry.Output output) {
      readOutput(output.bytes(), sink);
    } else if (entry instanceof TimingEntry.Resize resize) {
      sink.resize(at, resize.size());
    } else if (entry instanceof TimingEntry.Header header) {
      sink.header(at, header.name(), header.value());
    }
    return true;
  }

  private void readOutput(long bytes, RecordingSink sink) throws IOException {
    if (position < 0) {
      position = TypescriptEnds.firstLineLength(typescript).orElse(0);
    }
    byte[] bytesRead = piece();
    long left = bytes;
    while (left > 0) {
      ByteBuffer target = ByteBuffer.wrap(bytesRead, 0, (int) Math.min(PIECE, left));
      int count = typescript.read(target, position);
      if (count <= 0) {
        throw new CorruptRecordingException(
            recording.timing(),
            timing.lineNumber(),
            "needs " + bytes + " bytes of the typescript, has " + (bytes - left));
      }
      sink.output(at, bytesRead, 0, count);
      position += count;
      left -= count;
    }
  }

  private byte[] piece() {
    byte[] current = piece;
    if (current == null) {
      current = new byte[PIECE];
      piece = current;
    }
    return current;
  }

  /** Returns the time of the entry that was read last, since the session began. */
  public Duration at() {
    return at;
  }

  /** Returns how many bytes of the typescript have been read, its first line included. */
  public long position() {
    return Math.max(0, position);
  }

  @Override
  public void close() throws IOException {
    try {
      typescript.close();
    } finally {
      timing.close();
    }
  }
}
