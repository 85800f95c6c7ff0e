package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings.OnDiskFull;
import dev.sessionlog.pipe.Holder;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes over what an earlier collector left, whatever became of it: goes on with sessions that are
 * active, and ends those that ended meanwhile. Doing it twice, or being killed in its middle,
 * changes nothing. What cannot be taken over now, since the disk is full or read-only, is tried
 * again by {@link #retry}. For one thread at a time.
 */
final class Recovery {
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final CollectorParts parts;
  private final Sessions sessions;
  private final Map<Recording, String> waiting = new LinkedHashMap<>();
  private long triedAt;

  Recovery(CollectorParts parts, Sessions sessions) {
    this.parts = parts;
    this.sessions = sessions;
  }

  void run() throws IOException {
    Set<Path> pipes = new HashSet<>();
    for (Recording recording : parts.store().active()) {
      pipes.add(parts.runDir().pipe(recording.id()));
      attempt(recording);
    }
    removeStrays(pipes);
    triedAt = parts.clock().nanos().getAsLong();
  }

  /**
   * Tries again, once a second, what could not be taken over; to be called more often, since until
   * then nobody else empties the pipes.
   */
  void retry() {
    long now = parts.clock().nanos().getAsLong();
    for (Recording failed : sessions.takeFailed()) {
      waiting.put(failed, "");
      triedAt = now;
    }
    if (waiting.isEmpty()) {
      return;
    }
    if (now - triedAt >= RETRY_NANOS) {
      triedAt = now;
      new ArrayList<>(waiting.keySet()).forEach(this::attempt);
    }
    if (parts.configuration().recording().onDiskFull() == OnDiskFull.CONTINUE) {
      waiting.forEach(this::keepTerminalAlive);
    }
  }

  /** One recording that is beyond repair must not stop the others. */
  private void attempt(Recording recording) {
    try {
      recover(recording, parts.runDir().pipe(recording.id()));
      if (waiting.remove(recording) != null) {
        parts.status().warn("session " + recording.id() + ": taken over");
      }
    } catch (IOException | RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(waiting.put(recording, why))) {
        parts.status().warn("session " + recording.id() + " cannot be taken over yet: " + why);
      }
    }
  }

  private void recover(Recording recording, Path pipe) throws IOException {
    if (Files.notExists(recording.sessionFile()) && !hasOutput(recording)) {
      // It was being made when the collector died; nobody was ever told of it.
      removePipe(pipe);
      parts.store().discard(recording);
      return;
    }
    if (endedOnDisk(recording)) {
      removePipe(pipe);
      parts.ended().add(recording);
    } else if (Files.exists(pipe, LinkOption.NOFOLLOW_LINKS)) {
      adopt(recording, pipe);
    } else {
      end(recording);
    }
  }

  private static boolean hasOutput(Recording recording) throws IOException {
    return Files.exists(recording.typescript()) && Files.size(recording.typescript()) > 0;
  }

  /** A session file that is damaged is made anew when the recording is taken up. */
  private static boolean endedOnDisk(Recording recording) {
    try {
      return recording.session().state().ended();
    } catch (IOException damaged) {
      return false;
    }
  }

  private void adopt(Recording recording, Path path) throws IOException {
    List<AutoCloseable> open = new ArrayList<>();
    try {
      NamedPipe pipe = NamedPipe.open(parts.unix(), path);
      open.add(pipe);
      boolean held = Holder.find(parts.unix(), path).isPresent();
      Holder holder = Holder.adopt(parts.unix(), pipe);
      RecordingWriter writer = resume(recording);
      open.add(writer);
      UnixFile typescript = parts.unix().open(recording.typescript(), OpenFlag.WRITE);
      open.add(typescript);
      typescript.seekEnd();
      Duration age = writer.elapsed(parts.clock().nanos().getAsLong());
      if (writer.length() > 0 || age.compareTo(parts.configuration().login().openTimeout()) > 0) {
        pipe.noticeHangup(parts.unix());
      }
      parts.diskSync().created(writer);
      sessions.begin(
          new LiveSession(pipe, holder, typescript, writer),
          OptionalLong.empty(),
          leftGap(writer, path, held));
    } catch (IOException | RuntimeException e) {
      close(open, e);
      throw e;
    }
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

  /** Without a holder, what {@code script} wrote while no collector ran is gone. */
  private Optional<OpenGap> leftGap(RecordingWriter writer, Path pipe, boolean held)
      throws IOException {
    Optional<OpenGap> left = OpenGap.read(OpenGap.file(pipe));
    if (left.isPresent() || held || writer.length() == 0) {
      return left;
    }
    return Optional.of(
        OpenGap.unknown(
            Files.getLastModifiedTime(writer.recording().typescript()).toInstant(),
            writer.length(),
            "no collector was running, and the pipe was not held open any more"));
  }

  private RecordingWriter resume(Recording recording) throws IOException {
    return RecordingRecovery.resume(
        recording, parts.clock().bootId(), parts.clock().nanos().getAsLong());
  }

  /** The machine went down meanwhile: what is in the typescript is all there will ever be. */
  private void end(Recording recording) throws IOException {
    try (RecordingWriter writer = resume(recording)) {
      if (writer.length() == 0) {
        parts.store().discard(recording);
        return;
      }
      writer.finish(parts.clock().nanos().getAsLong());
    }
    parts.ended().add(recording);
    parts.transcripts().changed(recording.id());
  }

  /** Takes from a pipe that is filling up what the terminal would else wait for. */
  private void keepTerminalAlive(Recording recording, String why) {
    Path path = parts.runDir().pipe(recording.id());
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (NamedPipe pipe = NamedPipe.open(parts.unix(), path)) {
      PipeMover mover = new PipeMover(pipe.readEnd());
      if (mover.waiting() <= pipe.readEnd().pipeSize() / 2) {
        return;
      }
      Path file = OpenGap.file(path);
      long length = Files.size(recording.typescript());
      OpenGap gap =
          OpenGap.read(file)
              .orElseGet(() -> new OpenGap(parts.clock().wall().instant(), length, why));
      gap.keepUncounted(file);
      gap.add(mover.discard());
      gap.keep(file);
    } catch (IOException e) {
      parts.status().warn("session " + recording.id() + ": " + e.getMessage());
    }
  }

  /** Removes pipes and holders that belong to no recording. */
  private void removeStrays(Set<Path> known) throws IOException {
    for (Path pipe : parts.runDir().pipes().pipes()) {
      if (!known.contains(pipe) && parts.runDir().sessionOfPipe(pipe).isPresent()) {
        removePipe(pipe);
      }
    }
    Holder.endStrays(parts.unix(), parts.runDir().pipes());
  }

  private void removePipe(Path pipe) throws IOException {
    Files.deleteIfExists(pipe);
    Files.deleteIfExists(OpenGap.file(pipe));
    Holder.discard(parts.unix(), pipe);
  }
}
