package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessTable;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the process that writes into a session's pipe. That is the login shell, which became {@code
 * script}: so it is looked at first, and all processes are looked through only when it is another's
 * or not known, and then for all sessions at once. Thread-safe.
 */
final class PipeWriter {
  private final ProcessTable processes;
  private final PipeUsers users;
  private final Path pipe;
  private final Set<Long> readers;
  private OptionalLong pid;

  /** Whether the process was seen to write: when it does not any more, nobody does. */
  private boolean seen;

  /**
   * Creates a finder.
   *
   * @param loginShell the process that is to become {@code script}; empty when it is not known
   */
  PipeWriter(CollectorParts parts, LiveSession live, OptionalLong loginShell) {
    this(
        parts.processes(),
        parts.pipeUsers(),
        PipeUsers.realPath(live.pipe().path()),
        Set.of(ProcessHandle.current().pid(), live.holder().pid()),
        loginShell);
  }

  /**
   * Creates a finder.
   *
   * @param pipe where the kernel says that the pipe is
   * @param readers the processes that have it open to read
   */
  PipeWriter(
      ProcessTable processes,
      PipeUsers users,
      Path pipe,
      Set<Long> readers,
      OptionalLong loginShell) {
    this.processes = processes;
    this.users = users;
    this.pipe = pipe;
    this.readers = readers;
    this.pid = loginShell;
  }

  /** Returns where the kernel says that the pipe is. */
  Path pipe() {
    return pipe;
  }

  /**
   * Returns true when {@code writer}, a process that writes the pipe, is the one that is known to:
   * any process of the user's can write it, and would else seem to be recorded.
   */
  boolean is(long writer) {
    return process().equals(OptionalLong.of(writer));
  }

  /** Returns the process that was last seen to write; empty when none was yet. */
  synchronized OptionalLong process() {
    return seen ? pid : find();
  }

  /** Returns the process; empty when it cannot be seen to have the pipe open. */
  synchronized OptionalLong find() {
    if (pid.isPresent() && processes.writes(pid.getAsLong(), pipe)) {
      seen = true;
      return pid;
    }
    if (seen) {
      return OptionalLong.empty();
    }
    OptionalLong found =
        users.of(pipe).stream()
            .filter(user -> !readers.contains(user))
            .mapToLong(Long::longValue)
            .findFirst();
    if (found.isPresent()) {
      pid = found;
      seen = true;
    }
    return found;
  }

  /**
   * Returns true when the process still writes but has lost its terminal. Its open files are looked
   * at only then: for many idle sessions that look is most of what they cost.
   */
  synchronized boolean lostTerminal() {
    if (seen && pid.isPresent() && !processes.lostTerminal(pid.getAsLong())) {
      return false;
    }
    OptionalLong writer = find();
    return writer.isPresent() && processes.lostTerminal(writer.getAsLong());
  }
}
