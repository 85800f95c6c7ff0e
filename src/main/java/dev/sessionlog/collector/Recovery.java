package dev.sessionlog.collector;

import dev.sessionlog.pipe.Holder;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes over what an earlier collector left, whatever became of it: goes on with sessions that are
 * active, ends those that ended meanwhile, and writes transcripts to their end. Doing it twice, or
 * being killed in its middle, changes nothing.
 */
final class Recovery {
  private final CollectorParts parts;
  private final Sessions sessions;

  Recovery(CollectorParts parts, Sessions sessions) {
    this.parts = parts;
    this.sessions = sessions;
  }

  void run() throws IOException {
    Set<Path> pipes = new HashSet<>();
    for (Recording recording : parts.store().active()) {
      Path pipe = parts.runDir().pipe(recording.id());
      pipes.add(pipe);
      try {
        recover(recording, pipe);
      } catch (IOException e) {
        // One recording that is beyond repair must not stop the others.
        parts.status().warn("cannot take over session " + recording.id() + ": " + e.getMessage());
      }
    }
    removeStrays(pipes);
  }

  private void recover(Recording recording, Path pipe) throws IOException {
    if (Files.notExists(recording.sessionFile())) {
      // It was being made when the collector died; nobody was ever told of it.
      removePipe(pipe);
      parts.store().delete(recording);
      return;
    }
    Session session = recording.session();
    if (session.state().ended()) {
      removePipe(pipe);
      finishTranscript(session, recording);
    } else if (Files.exists(pipe, LinkOption.NOFOLLOW_LINKS)) {
      adopt(recording, pipe);
    } else {
      end(recording);
    }
  }

  private void adopt(Recording recording, Path path) throws IOException {
    NamedPipe pipe = NamedPipe.open(parts.unix(), path);
    try {
      Holder holder = Holder.adopt(parts.unix(), pipe);
      RecordingWriter writer = resume(recording);
      UnixFile typescript = parts.unix().open(recording.typescript(), OpenFlag.WRITE);
      typescript.seekEnd();
      Duration age = Duration.between(writer.session().started(), parts.clock().wall().instant());
      if (writer.length() > 0 || age.compareTo(parts.configuration().login().openTimeout()) > 0) {
        pipe.noticeHangup(parts.unix());
      }
      sessions.begin(new LiveSession(pipe, holder, typescript, writer));
    } catch (IOException e) {
      pipe.close();
      throw e;
    }
  }

  private RecordingWriter resume(Recording recording) throws IOException {
    return RecordingRecovery.resume(
        recording, parts.clock().bootId(), parts.clock().nanos().getAsLong());
  }

  /** The machine went down meanwhile: what is in the typescript is all there will ever be. */
  private void end(Recording recording) throws IOException {
    Session session;
    try (RecordingWriter writer = resume(recording)) {
      if (writer.length() == 0) {
        parts.store().delete(recording);
        return;
      }
      session = writer.finish(parts.clock().nanos().getAsLong());
    }
    finishTranscript(session, recording);
  }

  private void finishTranscript(Session session, Recording recording) {
    sessions.finishing();
    new TranscriptFollower(
            session,
            recording,
            parts.logs(),
            new TranscriptFollower.Live(() -> Duration.ZERO, () -> false),
            parts.transcriptThreads(),
            parts.configuration().transcript().quiet(),
            parts.status()::warn)
        .finish(session, () -> sessions.finished(recording.id()));
  }

  /** Removes pipes and holders that belong to no recording. */
  private void removeStrays(Set<Path> known) throws IOException {
    for (Path pipe : parts.runDir().pipes().pipes()) {
      if (!known.contains(pipe) && parts.runDir().sessionOfPipe(pipe).isPresent()) {
        removePipe(pipe);
      }
    }
  }

  private void removePipe(Path pipe) throws IOException {
    Files.deleteIfExists(pipe);
    Holder.discard(parts.unix(), pipe);
  }
}
