package dev.sessionlog.login;

import dev.sessionlog.login.OutsideAccess.Kind;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A session in one look at all processes: which files only its {@code script} should have, and
 * which processes need not be asked.
 *
 * @param script the process that writes its pipe
 * @param group the process that leads the kernel's session in which {@code script} is
 * @param beganTicks when the shell inside was started
 * @param above the processes above {@code script}, such as sshd
 * @param terminals the terminal outside, as a file; the same number elsewhere is another terminal
 * @param terminal the number of its device; 0 when there is none any more
 * @param pipe where the pipe is
 * @param pipeNumber which file the pipe is; empty when it is gone
 */
record WatchedSession(
    long script,
    long group,
    long beganTicks,
    Set<Long> above,
    Set<TerminalDevice> terminals,
    int terminal,
    Path pipe,
    Optional<FileNumber> pipeNumber) {
  private static final int FIRST_PTS_MAJOR = 136;

  /** Returns it; empty when its {@code script} is gone. */
  static Optional<WatchedSession> of(
      OutsideAccess.Watched session, ProcessSnapshot snapshot, ProcessTable processes) {
    ProcessSnapshot.Entry script = snapshot.find(session.script());
    if (script == null) {
      return Optional.empty();
    }
    int number = script.tty();
    Set<TerminalDevice> terminals = new HashSet<>();
    if (number != 0) {
      Stream.concat(
              TtyName.of(number).flatMap(processes::device).stream(),
              Stream.of(0, 1, 2).flatMap(fd -> processes.terminal(script.pid(), fd).stream()))
          .filter(device -> device.number() == number)
          .forEach(terminals::add);
    }
    return Optional.of(
        new WatchedSession(
            script.pid(),
            script.leader(),
            began(script, snapshot),
            snapshot.above(script.pid()),
            terminals,
            number,
            session.pipe(),
            FileNumber.of(session.pipe(), LinkOption.NOFOLLOW_LINKS)));
  }

  /**
   * Returns when the first child began that leads a session at another terminal, as what {@code
   * script} runs does: older processes were started by the login before it.
   */
  private static long began(ProcessSnapshot.Entry script, ProcessSnapshot snapshot) {
    return snapshot.all().stream()
        .filter(entry -> entry.parent() == script.pid() && entry.leader() == entry.pid())
        .filter(entry -> entry.tty() != 0 && entry.tty() != script.tty())
        .mapToLong(ProcessSnapshot.Entry::startTicks)
        .min()
        .orElse(script.startTicks());
  }

  /**
   * Returns true when a process is to be asked. What the login started before {@code script} may
   * keep the terminal for good, and so may what that starts, as long as it stays in its session.
   */
  boolean concerns(ProcessSnapshot.Entry entry) {
    return entry.pid() != script
        && entry.leader() != group
        && entry.startTicks() >= beganTicks
        && !above.contains(entry.pid());
  }

  /** Returns true when a file with that name, on this machine, may be one of those. */
  boolean mayBe(String lastPart) {
    return lastPart.equals(pipe.getFileName().toString())
        || (terminal != 0
            && TtyName.of(terminal)
                .filter(name -> lastPart.equals(name.getFileName().toString()))
                .isPresent());
  }

  /** Returns true when a file with that number may be one of those. */
  boolean mayBe(long inode) {
    return pipeNumber.filter(number -> number.inode() == inode).isPresent()
        || terminals.stream()
            .anyMatch(
                device -> device.file() instanceof FileNumber number && number.inode() == inode);
  }

  /** Returns what an open file is to this session. */
  Optional<Kind> kind(Path entry, ProcessTable processes) {
    Optional<TerminalDevice> device = processes.device(entry);
    if (device.isPresent()) {
      return isOutside(device.get()) ? Optional.of(Kind.TERMINAL) : Optional.empty();
    }
    boolean isPipe = pipeNumber.isPresent() && FileNumber.of(entry).equals(pipeNumber);
    return isPipe ? Optional.of(Kind.PIPE) : Optional.empty();
  }

  /** A container has pseudo-terminals of its own with the same numbers; of others it has none. */
  private boolean isOutside(TerminalDevice device) {
    boolean pseudo = ((device.number() >>> 8) & 0xfff) >= FIRST_PTS_MAJOR;
    return device.number() == terminal
        && (!pseudo || terminals.stream().anyMatch(device::sameFile));
  }
}
