package dev.sessionlog.collector;

import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes on with a session that an earlier collector recorded.
 *
 * <p>That one may not have ended quite: killed, with a thread in a system call that nothing
 * interrupts. It writes no more for all that. A write that had not begun when it was killed writes
 * nothing, since the kernel asks first; one that had begun holds the lock of the pipe, or of the
 * file, until it is done. So the pipe is opened first, for which its lock is needed, and what the
 * recording holds is looked at after that.
 */
final class Adoption {
  private final Essentials essentials;
  private final RecordingStore store;
  private final TranscriptsDue transcripts;
  private final Sessions sessions;

  Adoption(
      Essentials essentials, RecordingStore store, TranscriptsDue transcripts, Sessions sessions) {
    this.essentials = essentials;
    this.store = store;
    this.transcripts = transcripts;
    this.sessions = sessions;
  }

  /** Takes a session over. May never return, as {@link PipeTasks} says. */
  void adopt(Recording recording, PipeSearch.Found found) throws IOException {
    Path path = found.path();
    List<AutoCloseable> open = new ArrayList<>();
    try {
      NamedPipe pipe = found.open(essentials.unix());
      open.add(pipe);
      long lastWrite = lastWrite(pipe);
      boolean keptOpen =
          found.kept().isPresent() || PipeKeepAlive.find(essentials.unix(), path).isPresent();
      Optional<OpenGap> gap = leftGap(recording, path, keptOpen);
      KeepAliveRenewal renewal = new KeepAliveRenewal(essentials.configuration().collector(), 0);
      PipeKeepAlive keepAlive =
          PipeKeepAlive.adopt(
              essentials.unix(), pipe, found.keepAlive(), renewal.stay(), renewal.least());
      RecordingWriter writer = resume(recording);
      open.add(writer);
      UnixFile typescript = essentials.unix().open(recording.typescript(), OpenFlag.WRITE);
      open.add(typescript);
      typescript.seekEnd();
      Duration age = writer.elapsed(essentials.nanos());
      if (writer.length() > 0
          || age.compareTo(essentials.configuration().login().openTimeout()) > 0) {
        pipe.noticeHangup(essentials.unix());
      }
      sessions.begin(
          new LiveSession(
              pipe,
              pipe.facts(),
              new RenewedKeepAlive(pipe, keepAlive, essentials.nanos()),
              typescript,
              writer),
          OptionalLong.empty(),
          new LeftBehind(gap, OptionalLong.of(lastWrite)));
    } catch (IOException | RuntimeException e) {
      close(open, e);
      throw e;
    }
  }

  /** The kernel keeps when a pipe was last written; to read it changes nothing. */
  private long lastWrite(NamedPipe pipe) throws IOException {
    Instant written = pipe.lastWrite();
    Duration ago = Duration.between(written, Instant.now()); // both by the kernel
    return essentials.nanos() - Math.max(0, ago.toNanos());
  }

  private static void close(List<AutoCloseable> open, Exception cause) {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * Without a keep-alive process, what {@code script} wrote while no collector ran is gone. That is
   * kept before there is a keep-alive process again: a collector that finds this one dead finds the
   * pipe kept open.
   */
  private Optional<OpenGap> leftGap(Recording recording, Path pipe, boolean keptOpen)
      throws IOException {
    Path file = OpenGap.file(pipe);
    Optional<OpenGap> left = OpenGap.read(file);
    if (left.isPresent() || keptOpen) {
      return left;
    }
    boolean begun = Files.exists(recording.typescript());
    OpenGap gap =
        OpenGap.unknown(
            begun
                ? Files.getLastModifiedTime(recording.typescript()).toInstant()
                : essentials.clock().wall().instant(),
            begun ? Files.size(recording.typescript()) : 0,
            "no collector was running, and the pipe was not kept open any more");
    try {
      gap.keep(file);
    } catch (IOException e) {
      essentials.status().warn(file + ": " + e.getMessage()); // this collector knows of it still
    }
    return Optional.of(gap);
  }

  private RecordingWriter resume(Recording recording) throws IOException {
    return RecordingRecovery.resume(recording, essentials.clock().bootId(), essentials.nanos());
  }

  /** Its pipe is gone: what is in the typescript is all there will ever be. */
  void end(Recording recording) throws IOException {
    SessionClock clock = essentials.clock();
    Optional<Session> ended =
        RecordingRecovery.end(
            recording, clock.bootId(), clock.nanos().getAsLong(), clock.wall().instant());
    if (ended.isEmpty()) {
      store.discard(recording);
      return;
    }
    if (!ended.get().gaps().isEmpty()) {
      essentials
          .status()
          .warnOf(
              recording.user(),
              "session "
                  + recording.id()
                  + " of "
                  + recording.user()
                  + ": its pipe is gone; it may go on unrecorded");
    }
    transcripts.ended(recording);
  }
}
