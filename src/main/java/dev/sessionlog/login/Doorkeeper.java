package dev.sessionlog.login;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers knocks. {@link Identification} determines who knocks, and {@link Admission} decides about
 * the answer. Thread-safe.
 */
public final class Doorkeeper implements KnockAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

  /** The time in which a launcher opens its knock, unless the machine is busy. */
  private static final Duration OPENED = Duration.ofMillis(1);

  private final Unix unix;
  private final ProcessTable processes;
  private final Identification identification;
  private final Admission admission;
  private final Duration patience;
  private final SubordinateUids people = SubordinateUids.ofThisMachine();
  private final UserWarnings warnings =
      new UserWarnings(System::nanoTime, text -> LOG.warn("{}", text));

  /**
   * Creates a doorkeeper.
   *
   * @param shells the file that lists login shells, usually {@code /etc/shells}
   * @param logged returns the address that a terminal's user came from
   * @param sessionOfPipe returns the active session to whose pipe a {@code script} writes
   * @param patience the time within which a knock must be opened for reading
   */
  public Doorkeeper(
      Unix unix,
      ProcessTable processes,
      Path shells,
      LoginRecords logged,
      Function<OpenPipe, Optional<SessionId>> sessionOfPipe,
      Admission admission,
      Duration patience) {
    this.unix = unix;
    this.processes = processes;
    this.identification = new Identification(unix, processes, shells, logged, sessionOfPipe);
    this.admission = admission;
    this.patience = patience;
  }

  /**
   * Answers the knock at {@code path} and removes it. Anything that is not a knock is logged and
   * removed. A session is opened only once the launcher reads, so that an abandoned knock costs no
   * session. The knock is not removed before that, because a login whose knock disappears before
   * the launcher opened it would go unrecorded.
   */
  @Override
  public Result answer(Path path, Duration waited) {
    try (Knock knock = Knock.open(unix, path)) {
      Result result = answer(knock, waited);
      if (result == Result.DONE) {
        knock.remove();
      }
      return result;
    } catch (UnixException e) {
      if (!e.absent()) {
        warnings.warn("", path + ": not a knock: " + e.getMessage());
      }
    } catch (IOException e) {
      warnings.warn("", "cannot answer " + path + ": " + e.getMessage());
    }
    return Result.DONE;
  }

  /** After any failure, the knock is finished. */
  private Result answer(Knock knock, Duration waited) {
    try {
      return tryAnswer(knock, waited);
    } catch (IOException | RuntimeException e) {
      tell(knock, "cannot answer " + knock + ": " + e.getMessage());
      return Result.DONE;
    }
  }

  /**
   * At first the launcher takes as long to open its knock as it takes to find out who it is. On a
   * busy machine it takes longer, and a look at the knock alone must be cheap.
   */
  private Result tryAnswer(Knock knock, Duration waited) throws IOException {
    boolean soon = waited.compareTo(OPENED) < 0;
    Optional<Login> early = soon ? identify(knock) : Optional.empty();
    if (soon ? early.isEmpty() : !knock.isWellFormed()) {
      return nobodySeen(knock);
    }
    try {
      knock.requireOpened();
    } catch (UnixException e) {
      if (e.noReader() && waited.compareTo(patience) < 0) {
        return Result.NOT_OPENED;
      }
      tell(knock, knock + ": no process waits for the answer: " + e.getMessage());
      return Result.DONE;
    }
    Optional<Login> login = soon ? early : identify(knock);
    return login.isPresent() ? answer(knock, login.get()) : nobodySeen(knock);
  }

  private Optional<Login> identify(Knock knock) throws IOException {
    OptionalLong pid = knock.knocker(processes);
    return pid.isPresent() ? identification.of(pid.getAsLong(), knock.uid()) : Optional.empty();
  }

  private Result answer(Knock knock, Login login) throws IOException {
    Admission.Decision decision = admission.admit(login);
    try {
      knock.answer(decision.answer());
    } catch (UnixException e) {
      tell(knock, knock + ": no process read the answer: " + e.getMessage());
    } finally {
      decision.afterwards().run();
    }
    return Result.DONE;
  }

  private Result nobodySeen(Knock knock) {
    tell(knock, knock + ": removed, because no login process has this knock open");
    return Result.DONE;
  }

  /** Logs a warning that the owner of a knock caused. */
  private void tell(Knock knock, String what) {
    String owner = "";
    try {
      owner = Long.toString(people.ownerOf(knock.uid()));
    } catch (IOException unknown) {
      LOG.debug("{}", unknown.getMessage());
    }
    warnings.warn(owner, what);
  }

  @Override
  public Result promise(Path path) {
    try (Knock knock = Knock.open(unix, path)) {
      if (knock.isWellFormed()) {
        knock.promise();
      }
    } catch (UnixException e) {
      return e.noReader() ? Result.NOT_OPENED : Result.DONE;
    } catch (IOException e) {
      warnings.warn("", path + ": " + e.getMessage());
    }
    return Result.DONE;
  }
}
