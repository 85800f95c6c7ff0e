package dev.sessionlog.collector;

import dev.sessionlog.config.PipeSettings;
import dev.sessionlog.login.Login;
import dev.sessionlog.pipe.Holder;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Makes all that a new session needs, or nothing of it. Thread-safe. */
final class SessionOpener {
  private final CollectorParts parts;
  private final String host;
  private final RandomGenerator random;

  SessionOpener(CollectorParts parts, String host, RandomGenerator random) {
    this.parts = parts;
    this.host = host;
    this.random = random;
  }

  LiveSession open(Login login) throws IOException {
    Session session = describe(login);
    Deque<Closeable> undo = new ArrayDeque<>();
    try {
      Recording recording = parts.store().create(session);
      undo.push(() -> parts.store().discard(recording));
      RecordingWriter writer =
          RecordingWriter.create(
              recording, session, parts.clock().bootId(), parts.clock().nanos().getAsLong());
      undo.push(writer);
      NamedPipe pipe =
          pipe(parts.runDir().pipe(session.id()), login.account(), parts.configuration().pipe());
      undo.push(pipe::unlink);
      undo.push(pipe);
      HolderRenewal renewal = new HolderRenewal(parts.configuration().collector(), 0);
      Holder holder = Holder.start(parts.unix(), pipe, renewal.stay());
      undo.push(holder::release);
      UnixFile typescript = parts.unix().open(recording.typescript(), OpenFlag.WRITE);
      return new LiveSession(
          pipe,
          new PipeHold(pipe, holder, parts.clock().nanos().getAsLong() + renewal.every().toNanos()),
          typescript,
          writer);
    } catch (IOException | RuntimeException e) {
      // Also what nobody expected must leave no holder and no descriptor behind.
      undo(undo, e);
      throw e;
    }
  }

  private NamedPipe pipe(Path path, Account user, PipeSettings settings) throws IOException {
    int mode = settings.mode().bits();
    int size = Math.toIntExact(settings.size());
    return parts.access().system()
        ? NamedPipe.createFor(parts.unix(), path, user, mode, size)
        : NamedPipe.create(parts.unix(), path, mode, size);
  }

  private static void undo(Deque<Closeable> steps, Exception cause) {
    for (Closeable step : steps) {
      try {
        step.close();
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private Session describe(Login login) {
    Instant started = parts.clock().wall().instant();
    return new Session(
        SessionId.create(started, random),
        login.account().name(),
        login.account().uid(),
        login.loginUid(),
        host,
        login.tty().toString(),
        login.remote(),
        login.shell().path(),
        login.term(),
        TerminalSizeWatch.sizeOf(parts.unix(), login.tty()),
        login.parent(),
        started,
        Optional.empty(),
        OptionalInt.empty(),
        0,
        SessionState.ACTIVE,
        List.of());
  }
}
