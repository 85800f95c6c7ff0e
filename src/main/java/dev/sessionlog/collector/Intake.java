package dev.sessionlog.collector;

import dev.sessionlog.files.DiskShares;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
  private static final String COPYING =
      "the collector was killed while it copied, on a file system that allows no better";
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
  private final Path gapFile;
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
  private boolean notesLate;

  /** Whether it is kept that bytes are lost when this process is killed now. */
  private boolean copying;

  private @Nullable OpenGap gap;
  private @Nullable TerminalSize newSize;

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
    this.gapFile = gapFile;
    this.gap = leftGap.orElse(null);
    this.trouble = trouble;
  }

  /** Returns true when bytes were lost, or may have been, and the recording does not tell yet. */
  boolean lost() {
    OpenGap open = gap;
    return open != null && !open.empty();
  }

  /** Returns true as long as no byte has ever come. */
  boolean untouched() {
    return untouched;
  }

  /** Returns how long the reader may wait for bytes before it calls again: -1 for ever. */
  int retryMillis() {
    boolean waiting = refusal != null || notesLate || gap != null;
    return waiting ? Math.toIntExact(Duration.ofNanos(RETRY_NANOS).toMillis()) : -1;
  }

  /** Takes note of a new size of the terminal. */
  void resized(TerminalSize size) {
    newSize = size;
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
    noteBefore(clock);
    long room = limits.room(length, now);
    if (room == 0) {
      return drop(limits.reason(length), now);
    }
    long share = shares.room(user);
    if (share == 0) {
      return overShare(now);
    }
    try {
      long moved = mover.moveTo(typescript, Math.min(room, share), () -> copying(now, length));
      untouched &= moved == 0;
      known = length + moved;
      if (moved > 0) {
        taken(moved, now);
      }
      copied();
      note(clock.getAsLong());
      return moved;
    } catch (IOException e) {
      refused(String.valueOf(e.getMessage()), now);
      note(now);
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
          "its typescript was cut by somebody, from %d to %d bytes; taken up anew"
              .formatted(known, length));
    }
    if (writer.timingWasCut()) {
      throw new IOException("its timing file was cut by somebody; taken up anew");
    }
  }

  private void taken(long moved, long now) throws IOException {
    limits.added(moved);
    countWritten(moved);
    if (refusal != null) {
      refusal = null;
      trouble.accept("recording goes on");
    }
    closeGap(now);
    Optional<String> passed = limits.passed(writer.length());
    if (passed.isPresent()) {
      trouble.accept(passed.get());
      markPassed(passed.get());
    }
  }

  /** Also what stands beside the typescript: small pieces take more room there than in it. */
  private void countWritten(long moved) throws IOException {
    long written = writer.written();
    shares.added(user, counted < 0 ? moved : written - counted);
    counted = written;
  }

  private void markPassed(String limit) {
    try {
      writer.marker("limit: " + limit);
    } catch (IOException e) {
      lateNote(e);
    }
  }

  private void refused(String why, long now) throws IOException {
    if (refusal == null) {
      refusedSince = now;
      trouble.accept(why + (stall ? "; the terminal waits" : "; what comes now is lost"));
    }
    refusal = why;
    refusedAt = now;
  }

  /** One error may be the only one: as long as the pipe has room, nothing need be lost for it. */
  private boolean patient(long now) throws IOException {
    return now - refusedSince < RETRY_NANOS && gap == null && !mover.filling();
  }

  private long refuse(long now) throws IOException {
    if (stall || patient(now)) {
      LockSupport.parkNanos(stall ? STALL_NANOS : PATIENT_NANOS);
      return 0;
    }
    return lose(String.valueOf(refusal), refusedAt);
  }

  private long drop(String limit, long now) throws IOException {
    boolean first = gap == null;
    long lost = lose(limit, now);
    if (first && lost > 0) {
      trouble.accept(limit + "; what is over it is lost");
    }
    note(now);
    return lost;
  }

  /** The gap is kept first: a kill in between leaves one too many rather than none. */
  private long lose(String why, long now) throws IOException {
    OpenGap open = gap;
    if (open == null && mover.waiting() == 0) {
      return 0;
    }
    if (open == null) {
      open = new OpenGap(wall(now), writer.length(), why);
      gap = open;
      keep(open::keepUncounted);
    }
    long lost = mover.discard();
    open.add(lost);
    return lost;
  }

  /**
   * What is copied is for an instant neither in the pipe nor in a file: so that a kill may lose it
   * is kept for the next collector.
   */
  private void copying(long now, long length) {
    if (!copying) {
      copying = true;
      OpenGap open = gap;
      keep((open == null ? new OpenGap(wall(now), length, COPYING) : open)::keepUncounted);
    }
  }

  private void copied() throws IOException {
    if (copying && gap == null && mover.held() == 0) {
      copying = false;
      PipeFolder.remove(gapFile);
    }
  }

  private interface Keeping {
    void in(Path file) throws IOException;
  }

  private void keep(Keeping keeping) {
    try {
      keeping.in(gapFile);
    } catch (IOException e) {
      trouble.accept(gapFile + ": " + e.getMessage());
    }
  }

  /** Notes the gap that is open; for when bytes are kept again, or the session ends. */
  private void closeGap(long now) {
    OpenGap open = gap;
    if (open == null) {
      return;
    }
    try {
      if (!open.empty()) {
        writer.gap(open.close(wall(now)));
      }
      gap = null;
      PipeFolder.remove(gapFile);
    } catch (IOException e) {
      lateNote(e);
    }
  }

  private void noteBefore(LongSupplier clock) {
    TerminalSize size = newSize;
    if (size == null) {
      return;
    }
    try {
      writer.arrived(clock.getAsLong());
      writer.resized(size, clock);
      newSize = null;
    } catch (IOException e) {
      lateNote(e);
    }
  }

  /** A time that cannot be noted now is noted with the next bytes: nothing is lost by it. */
  private void note(long now) {
    try {
      writer.arrived(now);
      notesLate = false;
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

  /** Lets go of a session that goes on: what is not kept is left to the next collector as a gap. */
  void release(long now) throws IOException {
    if (mover.held() > 0) {
      lose(refusal == null ? "the collector stopped" : refusal, now);
    }
    OpenGap open = gap;
    if (open != null) {
      keep(open::keep);
    }
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
          lose(limits.reason(writer.length()), now);
          return;
        }
        taken(mover.moveTo(typescript, room), now);
      }
      writer.arrived(now);
    } catch (IOException e) {
      if (!stall) {
        lose(String.valueOf(e.getMessage()), now);
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
        noteBefore(() -> now);
        takeRest(now);
        closeGap(now);
        if (gap == null && mover.waiting() == 0) {
          return writer.finish(now);
        }
      } catch (IOException e) {
        lateNote(e);
      }
      if (stopped.getAsBoolean()) {
        release(now);
        throw new IOException("stopped before its end could be written");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }
}
