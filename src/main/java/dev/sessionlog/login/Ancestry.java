package dev.sessionlog.login;

import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the session that a process belongs to, by walking up its parents to the nearest {@code
 * script} that writes a session's pipe. No environment variable decides this.
 */
public final class Ancestry {
  private static final int MOST_ANCESTORS = 100;

  private final ProcessTable processes;
  private final Function<Path, Optional<SessionId>> sessionOfPipe;

  /**
   * Creates a finder.
   *
   * @param sessionOfPipe tells the session whose pipe a file is, by the name that the kernel gives
   */
  public Ancestry(ProcessTable processes, Function<Path, Optional<SessionId>> sessionOfPipe) {
    this.processes = processes;
    this.sessionOfPipe = sessionOfPipe;
  }

  /**
   * A session above a process.
   *
   * @param session its id
   * @param sameTty whether the process sits at the terminal that the session's {@code script} made:
   *     then what it shows is in the recording
   */
  public record Enclosing(SessionId session, boolean sameTty) {}

  /** Returns the nearest session above the process {@code pid}. */
  public Optional<Enclosing> find(long pid) {
    return processes.find(pid).flatMap(this::find);
  }

  Optional<Enclosing> find(ProcessFacts from) {
    ProcessFacts below = from;
    for (int i = 0; i < MOST_ANCESTORS && below.parent() > 1; i++) {
      Optional<ProcessFacts> above = processes.find(below.parent());
      if (above.isEmpty()) {
        return Optional.empty();
      }
      Optional<SessionId> session =
          processes.openFiles(above.get().pid()).stream()
              .flatMap(file -> sessionOfPipe.apply(file).stream())
              .findFirst();
      if (session.isPresent()) {
        // The child of script sits at the terminal that script made.
        return Optional.of(new Enclosing(session.get(), below.tty().equals(from.tty())));
      }
      below = above.get();
    }
    return Optional.empty();
  }
}
