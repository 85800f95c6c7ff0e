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
 * Finds the process that writes into a session's pipe. That is a child of the process that was the
 * login shell: so these are looked at first, and all processes are looked through only when it is
 * another's or not known, and then for all sessions at once. Thread-safe.
 */
final class PipeWriter {
  private final ProcessTable processes;
  private final PipeUsers users;
  private final Path pipe;
  private final Predicate<OpenPipe> ours;
  private final Set<Long> readers;
  private OptionalLong pid;

  /** Whether the process was seen to write: when it does not any more, nobody does. */
  private boolean seen;

  /** What was the login shell, and waits for {@code script}; empty while it is not known. */
  private OptionalLong supervisor;

  /** Whether it had a controlling terminal, which a login need not have. */
  private boolean attached;

  /** Whether nothing lived any more that the process had started, when that was looked at. */
  private boolean shellEnded;

  /**
   * Creates a finder.
   *
   * @param pipe where the kernel says that the pipe is
   * @param facts which file it is: anybody can give another the name
   * @param readers the processes that have it open to read
   * @param loginShell the process that is to become {@code script}; empty when it is not known
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
   * Returns true when the process is known to be there that waits for {@code script}. With a
   * terminal that is lost it dies first, and {@code script} of that.
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
   * Returns the process when it still writes but has lost its terminal. Its open files are looked
   * at only then: for many idle sessions that look is most of what they cost.
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
   * Returns the process when all that it started has ended, and had already when this was asked
   * before: {@code script} before 2.34 waits for ever for a shell that was killed by a signal.
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
