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
 * Answers knocks: who is it, what are they told, tell them. Who it is, {@link Identification} finds
 * out; what they are told, {@link Admission} decides. Thread-safe.
 */
public final class Doorkeeper implements KnockAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

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
   * @param logged tells from where a terminal's user came
   * @param sessionOfPipe tells the active session whose pipe a {@code script} writes
   * @param patience how long a knock may take to be opened for reading
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
   * Answers the knock at {@code path} and removes it. What is no knock is logged and removed. A
   * session is opened only when the launcher reads, so that a knock that nobody reads costs none;
   * and the knock is not removed before: one that is gone before the launcher opened it would be a
   * login without a recording.
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

  /** Whatever goes wrong, the knock is done with. */
  private Result answer(Knock knock, Duration waited) {
    try {
      return tryAnswer(knock, waited);
    } catch (IOException | RuntimeException e) {
      tell(knock, "cannot answer " + knock + ": " + e.getMessage());
      return Result.DONE;
    }
  }

  private Result tryAnswer(Knock knock, Duration waited) throws IOException {
    OptionalLong pid = knock.knocker(processes);
    if (pid.isEmpty()) {
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
    Optional<Login> login = identification.of(pid.getAsLong(), knock.uid());
    if (login.isEmpty()) {
      return nobodySeen(knock);
    }
    Answer answer = admission.admit(login.get());
    try {
      knock.answer(answer);
    } catch (UnixException e) {
      tell(knock, knock + ": no process read the answer: " + e.getMessage());
    }
    return Result.DONE;
  }

  private Result nobodySeen(Knock knock) {
    tell(knock, knock + ": removed, because no login process has this knock open");
    return Result.DONE;
  }

  /** Logs what a knock's owner caused. */
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
