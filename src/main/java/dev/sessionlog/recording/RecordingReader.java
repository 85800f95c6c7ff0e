package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a recording in the order of time, also while it grows. For one thread. */
public final class RecordingReader implements Closeable {
  private static final int PIECE = 64 * 1024;

  /** The most that {@link #readPart} gives at a time. */
  private static final int PART = 8 * 1024;

  private final Recording recording;
  private final FileChannel typescript;
  private final TimingScanner timing;

  /** None while there is nothing to read: most sessions are idle most of the time. */
  private byte @Nullable [] piece;

  private long position = -1;
  private Duration at = Duration.ZERO;

  /** How many bytes of the entry that was read last are still to be given. */
  private long left;

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
    } else {
      giveOther(entry, sink);
    }
    return true;
  }

  /**
   * Reads on as {@link #read} does, but gives no more than some KiB of an entry's output at a time,
   * and stops before the entries that end a recording: as long as {@code session.json} does not say
   * so too, a writer that died may have them taken back.
   *
   * @return false when there is nothing further now
   */
  public boolean readPart(RecordingSink sink) throws IOException {
    if (left > 0) {
      give(PART, sink);
      return true;
    }
    TimingEntry entry = timing.next();
    if (entry == null || RecordingRecovery.endsRecording(entry)) {
      if (entry != null) {
        timing.moveTo(timing.lineStart(), timing.lineNumber() - 1);
      }
      piece = null;
      return false;
    }
    at = at.plus(entry.delay());
    if (entry instanceof TimingEntry.Output output) {
      left = output.bytes();
    } else {
      giveOther(entry, sink);
    }
    return true;
  }

  /**
   * Returns true when each byte of the typescript was read, and the timing file has nothing more:
   * no entry is being written, and what comes later is stamped later than any time that was taken
   * before this call. What looks like script's last line may be it, and has no entry then.
   */
  public boolean settled() throws IOException {
    if (left > 0 || timing.more()) {
      return false;
    }
    long read = position;
    if (read < 0) {
      OptionalLong firstLine = TypescriptEnds.firstLineLength(typescript);
      if (firstLine.isEmpty()) {
        return true;
      }
      read = firstLine.getAsLong();
    }
    long more = typescript.size() - read;
    return more <= 0 || more <= TypescriptEnds.lastLine(typescript, read).length();
  }

  private void giveOther(TimingEntry entry, RecordingSink sink) {
    if (entry instanceof TimingEntry.Resize resize) {
      sink.resize(at, resize.size());
    } else if (entry instanceof TimingEntry.Header header) {
      sink.header(at, header.name(), header.value());
    }
  }

  private void readOutput(long bytes, RecordingSink sink) throws IOException {
    left = bytes;
    while (left > 0) {
      give(PIECE, sink);
    }
  }

  /** Gives up to {@code most} bytes of what is left of an entry. */
  private void give(int most, RecordingSink sink) throws IOException {
    if (position < 0) {
      position = TypescriptEnds.firstLineLength(typescript).orElse(0);
    }
    byte[] bytes = piece(most);
    int count = typescript.read(ByteBuffer.wrap(bytes, 0, (int) Math.min(most, left)), position);
    if (count <= 0) {
      throw new CorruptRecordingException(
          recording.timing(),
          timing.lineNumber(),
          "the typescript lacks " + left + " bytes of what it needs");
    }
    position += count;
    left -= count;
    sink.output(at, bytes, 0, count);
  }

  private byte[] piece(int size) {
    byte[] current = piece;
    if (current == null || current.length < size) {
      current = new byte[size];
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
