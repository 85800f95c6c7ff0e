package dev.sessionlog.collector;

import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.unix.FileFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the process that writes to a session's pipe. It normally is a child of the process that was
 * the login shell, so these are checked first. All processes are scanned only if that fails, and
 * then for all sessions at once. Thread-safe.
 */
final class PipeWriter {
  private final ProcessTable processes;
  private final PipeUsers users;
  private final Path pipe;
  private final Predicate<OpenPipe> ours;
  private final Set<Long> readers;
  private OptionalLong pid;

  /** True once the process was seen to write; when it no longer does, nobody does. */
  private boolean seen;

  /** The former login shell, which waits for {@code script}; empty while unknown. */
  private OptionalLong supervisor;

  /** True if it had a controlling terminal, which a login need not have. */
  private boolean attached;

  /** True if no child of the process was alive at the last check. */
  private boolean shellEnded;

  /**
   * Creates a finder.
   *
   * @param pipe where the kernel says that the pipe is
   * @param facts the identity of the pipe, because its name can be given to another file
   * @param readers the processes that have it open for reading
   * @param loginShell the process that is to become {@code script}; empty if unknown
   */
  PipeWriter(
      ProcessTable processes,
      PipeUsers users,
      Path pipe,
      FileFacts facts,
      Set<Long> readers,
      OptionalLong loginShell) {
    this.processes = processes;
    this.users = users;
    this.pipe = pipe;
    this.ours = open -> open.device() == facts.device() && open.inode() == facts.inode();
    this.readers = readers;
    this.pid = loginShell;
    this.supervisor = loginShell;
  }

  /** Returns the path of the pipe according to the kernel. */
  Path pipe() {
    return pipe;
  }

  /**
   * Returns true if {@code writer}, a process that writes to the pipe, is the known writer. Any
   * process of the user can write to the pipe, and would otherwise seem to be recorded.
   */
  boolean is(long writer) {
    return process().equals(OptionalLong.of(writer));
  }

  /** Returns the process that was last seen to write; empty if there was none yet. */
  synchronized OptionalLong process() {
    return seen ? pid : find();
  }

  /** Returns the process; empty if it does not visibly have the pipe open. */
  synchronized OptionalLong find() {
    if (pid.isPresent() && processes.writes(pid.getAsLong(), ours)) {
      seen = true;
      return pid;
    }
    if (seen) {
      return OptionalLong.empty();
    }
    OptionalLong child = writingChild();
    OptionalLong found =
        child.isPresent()
            ? child
            : users.of(ours).stream()
                .filter(user -> !readers.contains(user))
                .mapToLong(Long::longValue)
                .findFirst();
    if (found.isPresent()) {
      pid = found;
      seen = true;
      if (supervisor.isEmpty()) {
        supervisor = processes.parent(found.getAsLong());
      }
    }
    return found;
  }

  /**
   * Returns true if the process that waits for {@code script} is known to exist. When the terminal
   * is lost, it dies first, which then ends {@code script}.
   */
  synchronized boolean supervisorLives() {
    return supervisor.isPresent() && processes.lives(supervisor.getAsLong());
  }

  private OptionalLong writingChild() {
    return pid.isEmpty()
        ? OptionalLong.empty()
        : processes.children(pid.getAsLong()).stream()
            .filter(child -> processes.writes(child, ours))
            .mapToLong(Long::longValue)
            .findFirst();
  }

  /**
   * Returns the process if it still writes but has lost its terminal. Its open files are checked
   * only then, because that check is most of the cost of idle sessions.
   */
  synchronized OptionalLong withoutTerminal() {
    if (seen && pid.isPresent() && !processes.withoutTerminal(pid.getAsLong())) {
      attached = true;
      return OptionalLong.empty();
    }
    OptionalLong writer = find();
    return writer.isPresent() && lostTerminal(writer.getAsLong()) ? writer : OptionalLong.empty();
  }

  /**
   * Returns the process if all its children have ended, now and at the previous check. A {@code
   * script} before 2.34 waits for ever for a shell that a signal killed.
   */
  synchronized OptionalLong withoutShell() {
    OptionalLong writer = find();
    List<Long> children = writer.isPresent() ? processes.children(writer.getAsLong()) : List.of();
    boolean before = shellEnded;
    shellEnded = !children.isEmpty() && children.stream().noneMatch(processes::lives);
    return before && shellEnded ? writer : OptionalLong.empty();
  }

  private boolean lostTerminal(long writer) {
    if (!processes.withoutTerminal(writer)) {
      attached = true;
      return false;
    }
    return attached || processes.inputRemoved(writer);
  }
}
