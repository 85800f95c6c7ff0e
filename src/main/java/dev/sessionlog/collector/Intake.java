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
 * Takes what the pipe brings into the recording, and decides what to do when the disk refuses it or
 * a limit is reached: go on and note a gap, or leave the bytes in the pipe so that the terminal
 * waits. For the reader's thread.
 */
final class Intake {
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();
  private static final long STALL_NANOS = Duration.ofMillis(50).toNanos();

  /** How often what was refused is tried again while the pipe has room for what comes. */
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

  /** How many bytes of the recording the user's share was told of; -1 before the first. */
  private long counted = -1;

  /** How long the typescript was when it was last written. */
  private long known;

  /** Why the typescript refuses bytes; null while it takes them. */
  private @Nullable String refusal;

  private long refusedAt;
  private long refusedSince;

  /**
   * Creates an intake.
   *
   * @param shares what the user may write when the disk runs low
   * @param stall whether the terminal waits while the disk is full; else bytes are lost and a gap
   *     noted
   * @param gapFile where a gap is kept that is not over
   * @param leftGap the gap that an earlier collector left open
   * @param trouble takes each change for the worse or the better, in words
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

  /** Returns true when bytes were lost, or may have been, and the recording does not tell yet. */
  boolean lost() {
    return lost.any();
  }

  /** Returns true as long as no byte has ever come. */
  boolean untouched() {
    return untouched;
  }

  /** Returns how long the reader may wait for bytes before it calls again: -1 for ever. */
  int retryMillis() {
    boolean waiting = refusal != null || notes.late() || lost.open();
    return waiting ? Math.toIntExact(Duration.ofNanos(RETRY_NANOS).toMillis()) : -1;
  }

  /** Takes note of a new size of the terminal. */
  void resized(TerminalSize size) {
    notes.resized(size);
  }

  /**
   * Moves what waits in the pipe. It is stamped with a time that is read once it is in the
   * typescript: who finds nothing there knows that what comes is stamped later.
   *
   * @param clock tells the monotonic time
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

  /** As on a full disk, but for this user alone. Asks nothing of who has nothing to say. */
  private long overShare(long now) throws IOException {
    if (mover.waiting() == 0 && refusal == null) {
      return 0;
    }
    refused(shares.refusal(user), now);
    return refuse(now);
  }

  /**
   * What is moved into a file that somebody cut would stand behind a hole. So the recording is
   * taken up anew, which notes what is missing.
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

  /** Also what stands beside the typescript: small pieces take more room there than in it. */
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

  /** One error may be the only one: as long as the pipe has room, nothing need be lost for it. */
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

  /** Lets go of a session that goes on: what is not kept is left to the next collector as a gap. */
  void release(long now) throws IOException {
    if (mover.unwritten() > 0) {
      lost.lose(refusal == null ? "the collector stopped" : refusal, now);
    }
    lost.leave();
  }

  /**
   * What was refused waits in the pipe; it is lost only when it is refused again, or waits still.
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
   * Ends the recording. While the disk refuses even that, tries again.
   *
   * @param stopped ends the tries, and leaves the session to the next collector
   * @throws IOException when it was stopped first
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
