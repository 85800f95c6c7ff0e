package dev.sessionlog.collector;

import dev.sessionlog.files.DiskShares;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves the bytes of the pipe into the recording, and decides what to do on a full disk or at a
 * limit: continue with a gap, or leave the bytes in the pipe so that the terminal waits. For the
 * reader's thread.
 */
final class Intake {
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();
  private static final long STALL_NANOS = Duration.ofMillis(50).toNanos();

  /** The interval of retries while the pipe has room. */
  private static final long PATIENT_NANOS = Duration.ofMillis(20).toNanos();

  private final PipeMover mover;
  private final UnixFile typescript;
  private final RecordingWriter writer;
  private final RecordingLimits limits;
  private final DiskShares shares;
  private final String user;
  private final boolean stall;
  private final LostBytes lost;
  private final TimingNotes notes;
  private final Consumer<String> trouble;
  private boolean untouched = true;

  /** The bytes of the recording counted in the user's share so far; -1 before the first. */
  private long counted = -1;

  /** The length of the typescript after the last write. */
  private long known;

  /** Why the typescript cannot be written; null while it can. */
  private @Nullable String refusal;

  private long refusedAt;
  private long refusedSince;

  /**
   * Creates an intake.
   *
   * @param shares what the user may write when the disk is nearly full
   * @param stall true if the terminal waits while the disk is full; otherwise bytes are lost and a
   *     gap is noted
   * @param gapFile the file of an open gap
   * @param leftGap the gap that an earlier collector left open
   * @param trouble receives each change to the worse or the better, in words
   */
  Intake(
      PipeMover mover,
      UnixFile typescript,
      RecordingWriter writer,
      RecordingLimits limits,
      DiskShares shares,
      boolean stall,
      Path gapFile,
      Optional<OpenGap> leftGap,
      Consumer<String> trouble) {
    this.mover = mover;
    this.typescript = typescript;
    this.writer = writer;
    this.limits = limits;
    this.shares = shares;
    this.user = writer.session().user();
    this.stall = stall;
    this.lost = new LostBytes(mover, writer, gapFile, leftGap, trouble);
    this.notes = new TimingNotes(writer, trouble);
    this.trouble = trouble;
  }

  /** Returns true if bytes were lost, or may have been, and the recording does not say so yet. */
  boolean lost() {
    return lost.any();
  }

  /** Returns true until the first byte. */
  boolean untouched() {
    return untouched;
  }

  /** Returns how long the reader may wait before the next call; -1 for ever. */
  int retryMillis() {
    boolean waiting = refusal != null || notes.late() || lost.open();
    return waiting ? Math.toIntExact(Duration.ofNanos(RETRY_NANOS).toMillis()) : -1;
  }

  /** Notes a new size of the terminal. */
  void resized(TerminalSize size) {
    notes.resized(size);
  }

  /**
   * Moves the bytes in the pipe. Their time is read after they are in the typescript, so that a
   * reader that finds nothing there knows that later bytes have a later time.
   *
   * @param clock returns the monotonic time
   * @return how many bytes left the pipe
   */
  long take(LongSupplier clock) throws IOException {
    long now = clock.getAsLong();
    if (refusal != null && now - refusedAt < (patient(now) ? PATIENT_NANOS : RETRY_NANOS)) {
      return refuse(now);
    }
    long length = writer.length();
    requireWhole(length);
    notes.before(clock);
    long room = limits.room(length, now);
    if (room == 0) {
      return drop(limits.reason(length), now);
    }
    long share = shares.room(user);
    if (share == 0) {
      return overShare(now);
    }
    try {
      long moved = mover.moveTo(typescript, Math.min(room, share), () -> lost.copying(now, length));
      untouched &= moved == 0;
      known = length + moved;
      if (moved > 0) {
        taken(moved, now);
      }
      lost.copied();
      notes.arrived(clock.getAsLong());
      return moved;
    } catch (IOException e) {
      refused(String.valueOf(e.getMessage()), now);
      notes.arrived(now);
      return refuse(now);
    }
  }

  /** Like a full disk, but only for this user. Does not check if there is no output. */
  private long overShare(long now) throws IOException {
    if (mover.waiting() == 0 && refusal == null) {
      return 0;
    }
    refused(shares.refusal(user), now);
    return refuse(now);
  }

  /**
   * Bytes appended to a truncated file would come after a hole. So the recording is recovered
   * again, which notes what is missing.
   */
  private void requireWhole(long length) throws IOException {
    if (length < known) {
      throw new IOException(
          "its typescript was truncated from %d to %d bytes; recording continues"
              .formatted(known, length));
    }
    if (writer.timingWasCut()) {
      throw new IOException("its timing file was truncated; recording continues");
    }
  }

  private void taken(long moved, long now) throws IOException {
    limits.added(moved);
    countWritten(moved);
    if (refusal != null) {
      refusal = null;
      trouble.accept("recording continues");
    }
    closeGap(now);
    Optional<String> passed = limits.passed(writer.length());
    if (passed.isPresent()) {
      trouble.accept(passed.get());
      notes.limit(passed.get());
    }
  }

  /**
   * Includes the files beside the typescript, because small pieces take more room there than in it.
   */
  private void countWritten(long moved) throws IOException {
    long written = writer.written();
    shares.added(user, counted < 0 ? moved : written - counted);
    counted = written;
  }

  private void refused(String why, long now) throws IOException {
    if (refusal == null) {
      refusedSince = now;
      trouble.accept(why + (stall ? "; the terminal waits" : "; output from now on is lost"));
    }
    refusal = why;
    refusedAt = now;
  }

  /** An error may be temporary, so nothing is lost as long as the pipe has room. */
  private boolean patient(long now) throws IOException {
    return now - refusedSince < RETRY_NANOS && !lost.open() && !mover.filling();
  }

  private long refuse(long now) throws IOException {
    if (stall || patient(now)) {
      LockSupport.parkNanos(stall ? STALL_NANOS : PATIENT_NANOS);
      return 0;
    }
    return lost.lose(String.valueOf(refusal), refusedAt);
  }

  private long drop(String limit, long now) throws IOException {
    boolean first = !lost.open();
    long bytes = lost.lose(limit, now);
    if (first && bytes > 0) {
      trouble.accept(limit + "; output above it is lost");
    }
    notes.arrived(now);
    return bytes;
  }

  private void closeGap(long now) {
    try {
      lost.close(now);
    } catch (IOException e) {
      notes.failed(e);
    }
  }

  /** Releases a session that continues; lost bytes are left to the next collector as a gap. */
  void release(long now) throws IOException {
    if (mover.unwritten() > 0) {
      lost.lose(refusal == null ? "the collector stopped" : refusal, now);
    }
    lost.leave();
  }

  /**
   * Refused bytes wait in the pipe; they are lost only if they are refused again, or still wait.
   */
  private void takeRest(long now) throws IOException {
    if (refusal == null || mover.waiting() == 0) {
      return;
    }
    try {
      while (mover.waiting() > 0) {
        long room = limits.room(writer.length(), now);
        if (room == 0) {
          lost.lose(limits.reason(writer.length()), now);
          return;
        }
        taken(mover.moveTo(typescript, room), now);
      }
      writer.arrived(now);
    } catch (IOException e) {
      if (!stall) {
        lost.lose(String.valueOf(e.getMessage()), now);
      }
    }
  }

  /**
   * Ends the recording; retries while the disk refuses even that.
   *
   * @param stopped ends the retries, and leaves the session to the next collector
   * @throws IOException if it was stopped first
   */
  Session finish(long now, BooleanSupplier stopped) throws IOException {
    while (true) {
      try {
        notes.before(() -> now);
        takeRest(now);
        closeGap(now);
        if (!lost.open() && mover.waiting() == 0) {
          return writer.finish(now);
        }
      } catch (IOException e) {
        notes.failed(e);
      }
      if (stopped.getAsBoolean()) {
        release(now);
        throw new IOException("stopped before its end could be written");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }
}
