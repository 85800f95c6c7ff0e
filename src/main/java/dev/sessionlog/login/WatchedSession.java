package dev.sessionlog.login;

import dev.sessionlog.login.OutsideAccess.Kind;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session during a scan of all processes: the files that only its {@code script} should have
 * open, and the processes that need not be checked.
 *
 * @param script the process that writes to its pipe
 * @param group the leader of the kernel's session of {@code script}
 * @param beganTicks the start time of the inner shell
 * @param above the processes above {@code script}, for example sshd
 * @param terminals the outer terminal, as a file, because the same number elsewhere is another
 *     terminal
 * @param terminal its device number; 0 if it is gone
 * @param names the last parts of the names of these files
 * @param pipeNumber the identity of the pipe; empty if it is gone
 */
record WatchedSession(
    long script,
    long group,
    long beganTicks,
    Set<Long> above,
    Set<TerminalDevice> terminals,
    int terminal,
    Set<String> names,
    Optional<FileNumber> pipeNumber) {
  private static final int FIRST_PTS_MAJOR = 136;

  /** Creates one; empty if its {@code script} is gone. */
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
            Stream.concat(TtyName.of(number).stream(), Stream.of(session.pipe()))
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toUnmodifiableSet()),
            FileNumber.of(session.pipe(), LinkOption.NOFOLLOW_LINKS)));
  }

  /**
   * Returns the start time of the first child that leads a session at another terminal, as the
   * inner shell does. Older processes were started by the login before.
   */
  private static long began(ProcessSnapshot.Entry script, ProcessSnapshot snapshot) {
    return snapshot.children(script.pid()).stream()
        .filter(entry -> entry.leader() == entry.pid())
        .filter(entry -> entry.tty() != 0 && entry.tty() != script.tty())
        .mapToLong(ProcessSnapshot.Entry::startTicks)
        .min()
        .orElse(script.startTicks());
  }

  /**
   * Returns true if a process must be checked. Processes that the login started before {@code
   * script}, and their children in the same session, may keep the terminal.
   */
  boolean concerns(ProcessSnapshot.Entry entry) {
    return entry.pid() != script
        && entry.leader() != group
        && entry.startTicks() >= beganTicks
        && !above.contains(entry.pid());
  }

  /** Returns true if a file with that name, on this machine, may be one of these files. */
  boolean mayBe(String lastPart) {
    return names.contains(lastPart);
  }

  /** Returns true if a file with that number may be one of these files. */
  boolean mayBe(long inode) {
    return pipeNumber.filter(number -> number.inode() == inode).isPresent()
        || terminals.stream()
            .anyMatch(
                device -> device.file() instanceof FileNumber number && number.inode() == inode);
  }

  /** Returns the meaning of an open file for this session. */
  Optional<Kind> kind(Path entry, ProcessTable processes) {
    Optional<TerminalDevice> device = processes.device(entry);
    if (device.isPresent()) {
      return isOutside(device.get()) ? Optional.of(Kind.TERMINAL) : Optional.empty();
    }
    boolean isPipe = pipeNumber.isPresent() && FileNumber.of(entry).equals(pipeNumber);
    return isPipe ? Optional.of(Kind.PIPE) : Optional.empty();
  }

  /** A container has its own pseudo-terminals with the same numbers, but no other terminals. */
  private boolean isOutside(TerminalDevice device) {
    boolean pseudo = ((device.number() >>> 8) & 0xfff) >= FIRST_PTS_MAJOR;
    return device.number() == terminal
        && (!pseudo || terminals.stream().anyMatch(device::sameFile));
  }
}
