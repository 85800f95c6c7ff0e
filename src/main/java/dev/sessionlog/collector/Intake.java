package dev.sessionlog.collector;

import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the pipe brings into the recording, and decides what to do when the disk refuses it:
 * go on and note a gap, or leave the bytes in the pipe so that the terminal waits. For the reader's
 * thread, but for {@link #busy}.
 */
final class Intake {
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();
  private static final long STALL_NANOS = Duration.ofMillis(50).toNanos();

  private final PipeMover mover;
  private final UnixFile typescript;
  private final RecordingWriter writer;
  private final boolean stall;
  private final Consumer<String> trouble;
  private volatile boolean busy;
  private boolean untouched = true;

  /** Why the typescript refuses bytes; null while it takes them. */
  private @Nullable String refusal;

  private long refusedAt;
  private boolean notesLate;
  private @Nullable Instant gapFrom;
  private long gapBytes;
  private long gapOffset;
  private String gapReason = "";
  private @Nullable TerminalSize newSize;

  /**
   * Creates an intake.
   *
   * @param stall whether the terminal waits while the disk is full; else bytes are lost and a gap
   *     noted
   * @param trouble takes each change for the worse or the better, in words
   */
  Intake(
      PipeMover mover,
      UnixFile typescript,
      RecordingWriter writer,
      boolean stall,
      Consumer<String> trouble) {
    this.mover = mover;
    this.typescript = typescript;
    this.writer = writer;
    this.stall = stall;
    this.trouble = trouble;
  }

  /** Returns true while bytes are being moved whose time is not noted yet. Any thread may ask. */
  boolean busy() {
    return busy;
  }

  /** Returns true as long as no byte has ever come. */
  boolean untouched() {
    return untouched;
  }

  /** Returns how long the reader may wait for bytes before it calls again: -1 for ever. */
  int retryMillis() {
    boolean waiting = refusal != null || notesLate;
    return waiting ? Math.toIntExact(Duration.ofNanos(RETRY_NANOS).toMillis()) : -1;
  }

  /** Takes note of a new size of the terminal. */
  void resized(TerminalSize size) {
    newSize = size;
  }

  /**
   * Moves what waits in the pipe.
   *
   * @param now the monotonic time that it is stamped with; taken after {@link #begin}
   * @return how many bytes left the pipe
   */
  long take(long now) throws IOException {
    if (refusal != null && now - refusedAt < RETRY_NANOS) {
      return refuse();
    }
    noteBefore(now);
    try {
      long moved = mover.moveTo(typescript);
      untouched &= moved == 0;
      if (moved > 0 && refusal != null) {
        accept(now);
      }
      note(now);
      return moved;
    } catch (IOException e) {
      refused(e, now);
      note(now);
      return refuse();
    }
  }

  /** Says that bytes are about to be moved: from here until {@link #end} this is busy. */
  void begin() {
    busy = true;
  }

  /** Says that what was moved is noted. */
  void end() {
    busy = false;
  }

  private void refused(IOException e, long now) throws IOException {
    if (refusal == null) {
      trouble.accept(
          e.getMessage() + (stall ? "; the terminal waits" : "; what comes now is lost"));
    }
    refusal = e.getMessage();
    refusedAt = now;
    if (!stall && gapFrom == null) {
      gapFrom = wall(now);
      gapOffset = writer.length();
      gapReason = refusal;
      gapBytes = 0;
    }
  }

  private long refuse() throws IOException {
    if (stall) {
      LockSupport.parkNanos(STALL_NANOS);
      return 0;
    }
    long lost = mover.discard();
    gapBytes += lost;
    return lost;
  }

  private void accept(long now) {
    trouble.accept("session " + writer.recording().id() + ": recording goes on");
    refusal = null;
    closeGap(now);
  }

  private void closeGap(long now) {
    if (gapFrom == null || gapBytes == 0) {
      gapFrom = null;
      return;
    }
    try {
      writer.gap(new Gap(gapFrom, wall(now), gapOffset, gapBytes, gapReason));
      gapFrom = null;
    } catch (IOException e) {
      lateNote(e);
    }
  }

  private void noteBefore(long now) {
    try {
      if (newSize != null) {
        writer.arrived(now);
        writer.resized(newSize, now);
        newSize = null;
      }
    } catch (IOException e) {
      lateNote(e);
    }
  }

  /** A time that cannot be noted now is noted with the next bytes: nothing is lost by it. */
  private void note(long now) {
    try {
      writer.arrived(now);
      if (refusal == null) {
        closeGap(now);
      }
      notesLate = gapFrom != null && refusal == null;
    } catch (IOException e) {
      lateNote(e);
    }
  }

  private void lateNote(IOException e) {
    if (!notesLate) {
      trouble.accept(writer.recording().timing() + ": " + e.getMessage() + "; noted later");
    }
    notesLate = true;
  }

  private Instant wall(long now) {
    return writer.session().started().plus(writer.elapsed(now));
  }

  /**
   * Ends the recording. While the disk refuses even that, tries again.
   *
   * @param stopped ends the tries, and leaves the session to the next collector
   * @throws IOException when it was stopped first
   */
  Session finish(long now, BooleanSupplier stopped) throws IOException {
    while (true) {
      try {
        noteBefore(now);
        closeGap(now);
        return writer.finish(now);
      } catch (IOException e) {
        if (stopped.getAsBoolean()) {
          throw e;
        }
        lateNote(e);
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
