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
 * The lost bytes of a session: they are counted, and noted beside the pipe for the next collector,
 * until the recording has the gap. For the reader's thread.
 */
final class LostBytes {
  private static final String COPYING =
      "the collector was killed while it copied, on a file system that allows no better";

  private final PipeMover mover;
  private final RecordingWriter writer;
  private final Path file;
  private final Consumer<String> trouble;
  private @Nullable OpenGap gap;

  /** True if it is noted that a kill now loses bytes. */
  private boolean copying;

  private interface Keeping {
    void in(Path file) throws IOException;
  }

  /**
   * Creates it.
   *
   * @param file the file of an open gap
   * @param left the gap that an earlier collector left open
   * @param trouble is called if it cannot be saved
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

  /** Returns true from the first lost byte until the recording has the gap. */
  boolean open() {
    return gap != null;
  }

  /** Returns true if bytes were lost, or may have been, and the recording does not say so yet. */
  boolean any() {
    OpenGap current = gap;
    return current != null && !current.empty();
  }

  /**
   * Discards the bytes in the pipe and notes the loss. The gap is saved first, so that a kill in
   * between leaves one gap too many rather than none.
   *
   * @return the number of lost bytes
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
   * Notes that bytes are being copied. Copied bytes are briefly neither in the pipe nor in a file,
   * so the next collector must know that a kill may have lost them.
   *
   * @param length the length of the typescript before them
   */
  void copying(long now, long length) {
    if (!copying) {
      copying = true;
      OpenGap current = gap;
      keep((current == null ? new OpenGap(wall(now), length, COPYING) : current)::keepUncounted);
    }
  }

  /** Notes that the copied bytes are in the typescript. */
  void copied() throws IOException {
    if (copying && gap == null && mover.unwritten() == 0) {
      copying = false;
      PipeFolder.remove(file);
    }
  }

  /**
   * Writes the open gap to the recording, because bytes are recorded again, or the session ends.
   */
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
