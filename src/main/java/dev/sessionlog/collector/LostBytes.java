package dev.sessionlog.collector;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a session that its recording does not get: they are counted, and kept beside the
 * pipe for the next collector until the recording tells of them. For the reader's thread.
 */
final class LostBytes {
  private static final String COPYING =
      "the collector was killed while it copied, on a file system that allows no better";

  private final PipeMover mover;
  private final RecordingWriter writer;
  private final Path file;
  private final Consumer<String> trouble;
  private @Nullable OpenGap gap;

  /** Whether it is kept that bytes are lost when this process is killed now. */
  private boolean copying;

  private interface Keeping {
    void in(Path file) throws IOException;
  }

  /**
   * Creates it.
   *
   * @param file where a gap is kept that is not over
   * @param left the gap that an earlier collector left open
   * @param trouble is told when it cannot be kept
   */
  LostBytes(
      PipeMover mover,
      RecordingWriter writer,
      Path file,
      Optional<OpenGap> left,
      Consumer<String> trouble) {
    this.mover = mover;
    this.writer = writer;
    this.file = file;
    this.gap = left.orElse(null);
    this.trouble = trouble;
  }

  /** Returns true from the first lost byte until the recording tells. */
  boolean open() {
    return gap != null;
  }

  /** Returns true when bytes were lost, or may have been, and the recording does not tell yet. */
  boolean any() {
    OpenGap current = gap;
    return current != null && !current.empty();
  }

  /**
   * Takes what waits out of the pipe and keeps that it is lost. The gap is kept first: a kill in
   * between leaves one too many rather than none.
   *
   * @return how many bytes are lost
   */
  long lose(String why, long now) throws IOException {
    OpenGap current = gap;
    if (current == null && mover.waiting() == 0) {
      return 0;
    }
    if (current == null) {
      current = new OpenGap(wall(now), writer.length(), why);
      gap = current;
      keep(current::keepUncounted);
    }
    long lost = mover.discard();
    current.add(lost);
    return lost;
  }

  /**
   * Says that bytes are being copied. What is copied is for an instant neither in the pipe nor in a
   * file: so that a kill may lose it is kept for the next collector.
   *
   * @param length how long the typescript is before them
   */
  void copying(long now, long length) {
    if (!copying) {
      copying = true;
      OpenGap current = gap;
      keep((current == null ? new OpenGap(wall(now), length, COPYING) : current)::keepUncounted);
    }
  }

  /** Says that what was copied is in the typescript. */
  void copied() throws IOException {
    if (copying && gap == null && mover.unwritten() == 0) {
      copying = false;
      PipeFolder.remove(file);
    }
  }

  /** Has the recording tell of the gap that is open; bytes are kept again, or the session ends. */
  void close(long now) throws IOException {
    OpenGap current = gap;
    if (current == null) {
      return;
    }
    if (!current.empty()) {
      writer.gap(current.close(wall(now)));
    }
    gap = null;
    PipeFolder.remove(file);
  }

  /** Leaves the gap that is open, if any, to the next collector. */
  void leave() {
    OpenGap current = gap;
    if (current != null) {
      keep(current::keep);
    }
  }

  private void keep(Keeping keeping) {
    try {
      keeping.in(file);
    } catch (IOException e) {
      trouble.accept(file + ": " + e.getMessage());
    }
  }

  private Instant wall(long now) {
    return writer.session().started().plus(writer.elapsed(now));
  }
}
