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
 * Continues a session that an earlier collector recorded.
 *
 * <p>That collector may still exist: killed, but with a thread in an uninterruptible system call.
 * It can nevertheless write nothing more. A write that had not begun at the kill writes nothing,
 * because the kernel checks first; a write that had begun holds the lock of the pipe or file until
 * it is done. So the pipe is opened first, which needs its lock, and the recording is examined
 * after that.
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

  /** Takes a session over. May block for ever, see {@link PipeTasks}. */
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

  /** The kernel keeps the time of the last write to a pipe, and reading does not change it. */
  private long lastWrite(NamedPipe pipe) throws IOException {
    Instant written = pipe.lastWrite();
    Duration ago = Duration.between(written, Instant.now()); // both from the kernel
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
   * Without a keep-alive process, the output of {@code script} while no collector ran is lost. This
   * is noted before there is a keep-alive process again, because after a crash of this collector
   * the next one finds the pipe open.
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
      essentials.status().warn(file + ": " + e.getMessage()); // this collector still knows about it
    }
    return Optional.of(gap);
  }

  private RecordingWriter resume(Recording recording) throws IOException {
    return RecordingRecovery.resume(recording, essentials.clock().bootId(), essentials.nanos());
  }

  /** Its pipe is gone, so the typescript is final. */
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
                  + ": its pipe is gone; it may continue unrecorded");
    }
    transcripts.ended(recording);
  }
}
