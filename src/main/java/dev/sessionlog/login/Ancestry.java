package dev.sessionlog.login;

import dev.sessionlog.session.SessionId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Finds the session of a process, by walking up its parents to the nearest {@code script} that
 * writes to a session's pipe. No environment variable decides this.
 */
public final class Ancestry {
  private static final int MOST_ANCESTORS = 100;

  private final ProcessTable processes;
  private final Function<OpenPipe, Optional<SessionId>> sessionOfPipe;

  /**
   * Creates a finder.
   *
   * @param sessionOfPipe returns the session to whose pipe a {@code script} writes
   */
  public Ancestry(ProcessTable processes, Function<OpenPipe, Optional<SessionId>> sessionOfPipe) {
    this.processes = processes;
    this.sessionOfPipe = sessionOfPipe;
  }

  /**
   * A session above a process.
   *
   * @param session its id
   * @param sameTty true if the process is at the terminal that the session's {@code script}
   *     created, so that its output is recorded
   */
  public record Enclosing(SessionId session, boolean sameTty) {}

  /** Returns true if a process, or one of its parents, passes the test. */
  boolean any(ProcessFacts from, LongPredicate test) {
    Optional<ProcessFacts> next = Optional.of(from);
    for (int i = 0; i < MOST_ANCESTORS && next.isPresent() && next.get().pid() > 1; i++) {
      if (test.test(next.get().pid())) {
        return true;
      }
      next = processes.find(next.get().parent());
    }
    return false;
  }

  /** Returns the nearest session above the process {@code pid}. */
  public Optional<Enclosing> find(long pid) {
    return processes.find(pid).flatMap(this::find);
  }

  /**
   * Returns the nearest session above the process {@code pid} according to command lines, which
   * users can choose. For callers who may not read the open files of other users' processes.
   *
   * @param sessionOfPipe returns the session with this pipe
   */
  public Optional<Enclosing> claimed(long pid, Function<Path, Optional<SessionId>> sessionOfPipe) {
    return processes
        .find(pid)
        .flatMap(
            from ->
                find(
                    from,
                    from.tty(),
                    above -> path(processes.lastWord(above)).flatMap(sessionOfPipe)));
  }

  private static Optional<Path> path(String word) {
    try {
      return Optional.of(word).filter(any -> any.startsWith("/")).map(Path::of);
    } catch (InvalidPathException inThisLocale) {
      return Optional.empty();
    }
  }

  Optional<Enclosing> find(ProcessFacts from) {
    return find(from, from.tty());
  }

  /**
   * Returns the nearest session above a process.
   *
   * @param tty its terminal, which need not be its controlling one
   */
  Optional<Enclosing> find(ProcessFacts from, OptionalInt tty) {
    return find(from, tty, pid -> processes.writtenPipe(pid, sessionOfPipe));
  }

  private Optional<Enclosing> find(
      ProcessFacts from, OptionalInt tty, LongFunction<Optional<SessionId>> sessionOf) {
    ProcessFacts below = from;
    for (int i = 0; i < MOST_ANCESTORS && below.parent() > 1; i++) {
      Optional<ProcessFacts> above = processes.find(below.parent());
      if (above.isEmpty()) {
        return Optional.empty();
      }
      Optional<SessionId> session = sessionOf.apply(above.get().pid());
      if (session.isPresent()) {
        // The child of script is at the terminal that script created.
        return Optional.of(new Enclosing(session.get(), below.tty().equals(tty)));
      }
      below = above.get();
    }
    return Optional.empty();
  }
}
