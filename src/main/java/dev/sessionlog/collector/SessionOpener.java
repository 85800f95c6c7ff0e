package dev.sessionlog.collector;

import dev.sessionlog.config.PipeSettings;
import dev.sessionlog.config.SizeText;
import dev.sessionlog.login.Login;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOwner;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionPlace;
import dev.sessionlog.session.SessionShell;
import dev.sessionlog.session.SessionStanding;
import dev.sessionlog.session.SessionUser;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Creates all resources of a new session, or none. Thread-safe. */
final class SessionOpener implements LoginAdmission.Opener {
  private final Essentials essentials;
  private final RunDir runDir;
  private final RecordingStore store;
  private final Whose whose;
  private final String host;
  private final RecordingOwner owner;
  private final RandomGenerator random;

  /** The smallest pipe size that was reported as smaller than requested. */
  private final AtomicInteger smallest = new AtomicInteger(Integer.MAX_VALUE);

  /** The owner of pipes. */
  enum Whose {
    /** Each pipe belongs to its user, as in system mode. */
    USERS,
    /** All pipes belong to the user of this collector. */
    OWN
  }

  /**
   * Creates it.
   *
   * @param runDir the run dir for pipes
   * @param store the store for recordings
   * @param host the name of this machine
   * @param owner the collector that records the sessions
   * @param random produces the last part of a session's id
   */
  SessionOpener(
      Essentials essentials,
      RunDir runDir,
      RecordingStore store,
      Whose whose,
      String host,
      RecordingOwner owner,
      RandomGenerator random) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.store = store;
    this.whose = whose;
    this.host = host;
    this.owner = owner;
    this.random = random;
  }

  @Override
  public LiveSession open(Login login) throws IOException {
    Session session = describe(login);
    Deque<Closeable> undo = new ArrayDeque<>();
    try {
      Recording recording = store.create(session); // first, since a pipe without one is a stray
      undo.push(() -> store.discard(recording));
      NamedPipe pipe =
          pipe(runDir.pipe(session.id()), login.account(), essentials.configuration().pipe());
      undo.push(pipe::unlink);
      undo.push(() -> PipeFolder.remove(PipeFolder.sessionFile(pipe.path())));
      undo.push(pipe);
      KeepAliveRenewal renewal = new KeepAliveRenewal(essentials.configuration().collector(), 0);
      // Not beside the files of the recording: what opens while it starts would stay open in it.
      PipeKeepAlive keepAlive = PipeKeepAlive.start(essentials.unix(), pipe, renewal.stay());
      undo.push(keepAlive::release);
      RecordingWriter writer =
          RecordingWriter.create(recording, session, owner, essentials.nanos());
      undo.push(writer);
      UnixFile typescript = essentials.unix().open(recording.typescript(), OpenFlag.WRITE);
      undo.push(typescript);
      return new LiveSession(
          pipe,
          pipe.facts(),
          new RenewedKeepAlive(pipe, keepAlive, essentials.nanos() + renewal.every().toNanos()),
          typescript,
          writer);
    } catch (IOException | RuntimeException e) {
      // Also what nobody expected must leave no keep-alive process and no descriptor behind.
      undo(undo, e);
      throw e;
    }
  }

  private NamedPipe pipe(Path path, Account user, PipeSettings settings) throws IOException {
    int mode = settings.mode().bits();
    int size = Math.toIntExact(settings.size());
    NamedPipe pipe =
        whose == Whose.USERS
            ? NamedPipe.createFor(essentials.unix(), path, user, mode, size)
            : NamedPipe.create(essentials.unix(), path, mode, size);
    tellSize(pipe.readEnd().pipeSize(), size);
    return pipe;
  }

  /** A small pipe is full sooner: programs wait more often, and immediately during a restart. */
  private void tellSize(int got, int asked) {
    if (got >= asked) {
      smallest.set(Integer.MAX_VALUE);
    } else if (smallest.getAndAccumulate(got, Math::min) > got) {
      essentials
          .status()
          .warn(
              "pipe.size: asked for "
                  + SizeText.format(asked)
                  + ", got "
                  + SizeText.format(got)
                  + ": the kernel gives no more (fs.pipe-max-size, or fs.pipe-user-pages-soft of the"
                  + " collector's user, which CAP_SYS_RESOURCE lifts); terminals wait sooner");
    }
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
    Instant started = essentials.clock().wall().instant();
    return new Session(
        SessionId.create(started, random),
        new SessionUser(login.account().name(), login.account().uid(), login.loginUid()),
        new SessionPlace(host, login.tty().toString(), login.remote(), login.parent()),
        new SessionShell(
            login.shell().path(),
            login.term(),
            TerminalSizeWatch.sizeOf(essentials.unix(), login.tty())),
        started,
        SessionStanding.BEGUN);
  }
}
