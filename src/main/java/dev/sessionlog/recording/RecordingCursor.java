package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording piece by piece from any place in it, also while it grows; it can look ahead and
 * go back to a place where it was. For one thread.
 */
public final class RecordingCursor {
  private static final int PIECE = 256 * 1024;

  /** How much {@link #readAll} gives at a time. */
  private static final int ALL = 64 * 1024;

  /** How much {@link #readPart} gives at a time. */
  private static final int PART = 8 * 1024;

  private final Recording recording;
  private final FileChannel typescript;
  private final TimingScanner timing;

  /** None while there is nothing to read: most sessions are idle most of the time. */
  private byte @Nullable [] piece;

  private long body = -1;
  private Duration at = Duration.ZERO;
  private long output;
  private long begun;

  /** The entry that was looked at and not read yet. */
  private @Nullable TimingEntry ahead;

  RecordingCursor(Recording recording, FileChannel typescript, TimingScanner timing) {
    this.recording = recording;
    this.typescript = typescript;
    this.timing = timing;
  }

  /**
   * Returns the time of what {@link #read} gives next; empty when there is nothing more now.
   *
   * @throws CorruptRecordingException when the next entry is none
   */
  public Optional<Duration> nextAt() throws IOException {
    if (begun > 0) {
      return Optional.of(at);
    }
    TimingEntry next = peek();
    return next == null ? Optional.empty() : Optional.of(at.plus(next.delay()));
  }

  private @Nullable TimingEntry peek() throws IOException {
    if (ahead == null) {
      ahead = timing.next();
    }
    return ahead;
  }

  /**
   * Gives the next piece to {@code sink}: output of one entry, or another entry whole.
   *
   * @param limit how many bytes of output the piece may have; at least 1
   * @return false when there is nothing more now
   * @throws CorruptRecordingException when an entry is none, or promises bytes that are not there
   */
  public boolean read(RecordingSink sink, int limit) throws IOException {
    if (begun == 0) {
      TimingEntry entry = peek();
      if (entry == null) {
        piece = null;
        return false;
      }
      ahead = null;
      at = at.plus(entry.delay());
      if (entry instanceof TimingEntry.Output bytes) {
        begun = bytes.bytes();
      } else if (entry instanceof TimingEntry.Resize resize) {
        sink.resize(at, resize.size());
      } else if (entry instanceof TimingEntry.Header header) {
        sink.header(at, header.name(), header.value());
      }
    }
    if (begun > 0) {
      readOutput(sink, limit);
    }
    return true;
  }

  /**
   * Gives the next piece to {@code sink}, as {@link #read} does, but output of several entries in
   * one where they follow each other: for those who do not ask when each of them came.
   *
   * @param limit how many bytes of output the piece may have; at least 1
   * @param until the time after which nothing is given, unless it is next
   */
  public boolean readRun(RecordingSink sink, int limit, Duration until) throws IOException {
    if (begun == 0 && peek() instanceof TimingEntry.Output) {
      long room = Math.min(Math.min(PIECE, limit), typescript.size() - body() - output);
      TimingEntry next = peek();
      while (next instanceof TimingEntry.Output bytes
          && begun + bytes.bytes() <= room
          && at.plus(bytes.delay()).compareTo(until) <= 0) {
        ahead = null;
        at = at.plus(bytes.delay());
        begun += bytes.bytes();
        next = peekOrNothing();
      }
    }
    return begun > 0 ? readOutput(sink, limit) : read(sink, limit);
  }

  /** As {@link #peek}; an entry that is none is left for the next look. */
  private @Nullable TimingEntry peekOrNothing() throws IOException {
    long end = timing.end();
    long lines = timing.lineNumber();
    try {
      return peek();
    } catch (CorruptRecordingException nextTime) {
      timing.moveTo(end, lines);
      return null;
    }
  }

  private long body() throws IOException {
    if (body < 0) {
      body = TypescriptEnds.firstLineLength(typescript).orElse(0);
    }
    return body;
  }

  private boolean readOutput(RecordingSink sink, int limit) throws IOException {
    int most = Math.min(PIECE, limit);
    byte[] bytes = piece(most);
    int count =
        typescript.read(ByteBuffer.wrap(bytes, 0, (int) Math.min(most, begun)), body() + output);
    if (count <= 0) {
      throw new CorruptRecordingException(
          recording.timing(),
          timing.lineNumber(),
          "needs " + begun + " bytes more than the typescript has");
    }
    output += count;
    begun -= count;
    sink.output(at, bytes, 0, count);
    return true;
  }

  private byte[] piece(int size) {
    byte[] current = piece;
    if (current == null || current.length < size) {
      current = new byte[size];
      piece = current;
    }
    return current;
  }

  /**
   * Gives all that there is now, piece by piece.
   *
   * @param wanted is asked before each piece
   */
  public void readAll(RecordingSink sink, BooleanSupplier wanted) throws IOException {
    boolean more = true;
    while (more && wanted.getAsBoolean()) {
      more = read(sink, ALL);
    }
  }

  /**
   * Gives the next piece as {@link #read} does, a few KiB of output at the most, and stops before
   * the entries that end a recording: as long as {@code session.json} does not say so too, a writer
   * that died may have them taken back.
   *
   * @return false when there is nothing further now
   */
  public boolean readPart(RecordingSink sink) throws IOException {
    if (begun == 0) {
      TimingEntry entry = peek();
      if (entry == null || RecordingRecovery.endsRecording(entry)) {
        if (entry != null) {
          timing.moveTo(timing.lineStart(), timing.lineNumber() - 1);
          ahead = null;
        }
        piece = null;
        return false;
      }
    }
    return read(sink, PART);
  }

  /**
   * Returns true when each byte of the typescript was read, and the timing file has nothing more:
   * no entry is being written, and what comes later is stamped later than any time that was taken
   * before this call. What looks like script's last line may be it, and has no entry then.
   */
  public boolean settled() throws IOException {
    if (begun > 0 || ahead != null || timing.more()) {
      return false;
    }
    OptionalLong firstLine =
        body < 0 ? TypescriptEnds.firstLineLength(typescript) : OptionalLong.of(body);
    if (firstLine.isEmpty()) {
      return true;
    }
    long read = firstLine.getAsLong() + output;
    long more = typescript.size() - read;
    return more <= 0 || more <= TypescriptEnds.lastLine(typescript, read).length();
  }

  /** Returns the time of what was read last, since the session began. */
  public Duration at() {
    return at;
  }

  /** Returns how many bytes of output were read or passed over. */
  public long output() {
    return output;
  }

  /** Returns how many bytes of the typescript have been read, its first line included. */
  public long position() {
    return body < 0 ? 0 : body + output;
  }

  /** Returns the place at which this cursor is. */
  public RecordingPlace place() {
    return ahead == null
        ? new RecordingPlace(at, output, begun, timing.end(), timing.lineNumber())
        : new RecordingPlace(at, output, begun, timing.lineStart(), timing.lineNumber() - 1);
  }

  /** Goes to a place of this recording. */
  public void moveTo(RecordingPlace place) {
    ahead = null;
    at = place.at();
    output = place.output();
    begun = place.begun();
    timing.moveTo(place.timingOffset(), place.timingLines());
  }
}
