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
 * Reads a recording piece by piece from any place, even while it grows. It can look ahead and
 * return to an earlier place. For one thread.
 */
public final class RecordingCursor {
  private static final int PIECE = 256 * 1024;

  /** The most bytes that {@link #readAll} passes on at a time. */
  private static final int ALL = 64 * 1024;

  /** The most bytes that {@link #readPart} passes on at a time. */
  private static final int PART = 8 * 1024;

  private final Recording recording;
  private final FileChannel typescript;
  private final TimingScanner timing;

  /** Null while there is nothing to read, because most sessions are idle most of the time. */
  private byte @Nullable [] piece;

  private long body = -1;
  private Duration at = Duration.ZERO;
  private long output;
  private long begun;

  /** The next entry, if it was parsed but not read yet. */
  private @Nullable TimingEntry ahead;

  RecordingCursor(Recording recording, FileChannel typescript, TimingScanner timing) {
    this.recording = recording;
    this.typescript = typescript;
    this.timing = timing;
  }

  /**
   * Returns the time of the piece that {@link #read} returns next; empty if there is none now.
   *
   * @throws CorruptRecordingException if the next entry is malformed
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
   * Passes the next piece to {@code sink}: output of one entry, or another entry as a whole.
   *
   * @param limit how many bytes of output the piece may have; at least 1
   * @return false if there is nothing more now
   * @throws CorruptRecordingException if an entry is malformed, or covers bytes that do not exist
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
   * Passes the next piece to {@code sink} like {@link #read}, but joins the output of consecutive
   * entries, for callers that do not need the time of each.
   *
   * @param limit how many bytes of output the piece may have; at least 1
   * @param until the time at which to stop, except for the first entry
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

  /** Like {@link #peek}, but leaves a malformed entry for the next call. */
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
   * Passes on everything that there is now, piece by piece.
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
   * Passes on the next piece like {@link #read}, at most a few KiB of output, and stops before the
   * entries that end a recording. Until {@code session.json} says so, too, recovery after a crash
   * may remove them.
   *
   * @return false if there is nothing more now
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
   * Returns true if every byte of the typescript was read and the timing file has nothing more.
   * Then no entry is being written, and later entries will have a later time than any taken before
   * this call. A line that looks like the last line of script may be that line, which has no entry.
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

  /** Returns the time of the last piece, since the session began. */
  public Duration at() {
    return at;
  }

  /** Returns how many bytes of output were read or skipped. */
  public long output() {
    return output;
  }

  /** Returns how many bytes of the typescript have been read, its first line included. */
  public long position() {
    return body < 0 ? 0 : body + output;
  }

  /** Returns the present place of this cursor. */
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
