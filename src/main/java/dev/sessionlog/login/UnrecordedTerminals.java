package dev.sessionlog.login;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds terminals whose users should be recorded according to the policy but are not. A terminal is
 * judged by the leader of its session, whatever program that is, because a shell can be renamed,
 * and sshd runs any command.
 */
public final class UnrecordedTerminals {
  private static final int MOST_ANCESTORS = 100;
  private static final Path PSEUDO_TERMINALS = Path.of("/dev/pts");

  /** Programs that wait at a terminal for a login. */
  private static final Set<String> GETTYS = Set.of("agetty", "getty", "mgetty", "login");

  /**
   * Programs for remote logins, after which any program counts. Terminals of others, for example of
   * tmux, an editor or expect in a cron job, count only with a shell in them.
   */
  private static final Set<String> ENTRANCES =
      Set.of("sshd", "sshd-session", "dropbear", "mosh-server", "telnetd", "in.telnetd", "systemd");

  /**
   * Programs that, as root, switch to a user and wait for that user's shell, without reading input.
   */
  private static final Set<String> WAITERS =
      Set.of("su", "runuser", "sudo", "doas", "login", "nsenter", "setpriv", "unshare", "runc");

  /** The most of them that wait for one another, as in {@code sudo su - USER}. */
  private static final int MOST_WAITERS = 4;

  private static final String SH = "/bin/sh";

  private static final Optional<Path> SUPERVISOR = LoginShell.real(SH);

  private final Unix unix;
  private final ProcessTable processes;
  private final ProcessStates states;
  private final Ancestry ancestry;
  private final LoginShell shells;
  private final Function<OpenPipe, Optional<SessionId>> sessionOfPipe;

  /**
   * A terminal without a session.
   *
   * @param tty its path
   * @param user its user
   * @param pid the leader of its session
   */
  public record Terminal(Path tty, String user, long pid) {}

  /**
   * Creates a finder.
   *
   * @param shells the file that lists login shells, usually {@code /etc/shells}
   * @param sessionOfPipe returns the active session to whose pipe a {@code script} writes
   */
  public UnrecordedTerminals(
      Unix unix,
      ProcessTable processes,
      ProcessStates states,
      Path shells,
      Function<OpenPipe, Optional<SessionId>> sessionOfPipe) {
    this.unix = unix;
    this.processes = processes;
    this.states = states;
    this.ancestry = new Ancestry(processes, sessionOfPipe);
    this.shells = new LoginShell(shells);
    this.sessionOfPipe = sessionOfPipe;
  }

  /** Returns the terminals by name, each with one of its session leaders. */
  public Map<Path, Terminal> find(LoginPolicy policy) {
    Map<Path, Terminal> found = new TreeMap<>();
    for (ProcessFacts process : processes.onTerminals()) {
      boolean calledLogin = processes.calledAs(process.pid()).startsWith("-");
      Optional<Path> tty = TtyName.of(process.tty().getAsInt());
      if (tty.isEmpty() || found.containsKey(tty.get()) || !(calledLogin || process.leads())) {
        continue;
      }
      Optional<Account> user = user(process).filter(policy::records);
      if (user.isPresent()
          && (calledLogin || isTerminalOfAUser(process, tty.get()))
          && !covered(process)) {
        found.put(tty.get(), new Terminal(tty.get(), user.get().name(), process.pid()));
      }
    }
    return found;
  }

  private Optional<Account> user(ProcessFacts process) {
    OptionalLong uid = states.realUid(process.pid());
    return uid.isPresent() ? unix.account(uid.getAsLong()) : Optional.empty();
  }

  /** On a console, a display manager leads sessions, too, without input. */
  private boolean isTerminalOfAUser(ProcessFacts process, Path tty) {
    Optional<Path> program = processes.program(process.pid());
    if (program.filter(shells::lists).isPresent()) {
      return true;
    }
    return tty.startsWith(PSEUDO_TERMINALS) && !waitsForALogin(process, program) && cameIn(process);
  }

  private boolean waitsForALogin(ProcessFacts process, Optional<Path> program) {
    return states.realUid(process.pid()).equals(OptionalLong.of(0))
        && program.filter(p -> GETTYS.contains(p.getFileName().toString())).isPresent();
  }

  private boolean cameIn(ProcessFacts process) {
    return process.parent() <= 1
        || processes
            .program(process.parent())
            .filter(program -> ENTRANCES.contains(program.getFileName().toString()))
            .isPresent();
  }

  /**
   * Returns true if the terminal is recorded: it is the outer or inner one of a session's {@code
   * script}, or was created by a program at such a terminal, for example sudo, expect or script. A
   * server that left its terminal, for example sshd, does not count.
   */
  private boolean covered(ProcessFacts process) {
    ProcessFacts at = process;
    for (int i = 0; i < MOST_ANCESTORS; i++) {
      if (at.tty().isEmpty()) {
        return false;
      }
      if (supervises(at) || waits(at, MOST_WAITERS)) {
        return true;
      }
      Optional<Ancestry.Enclosing> session = ancestry.find(childOf(at));
      if (session.isEmpty()) {
        return false;
      }
      if (session.get().sameTty()) {
        return true;
      }
      Optional<ProcessFacts> above = processes.find(at.parent());
      if (above.isEmpty()) {
        return false;
      }
      at = above.get();
    }
    return false;
  }

  /**
   * Returns true for a program of root that waits on the same terminal for such a sh. It leads the
   * terminal's session if a user entered a container with it.
   */
  private boolean waits(ProcessFacts process, int most) {
    return most > 0
        && states.effectiveUid(process.pid()).equals(OptionalLong.of(0))
        && processes
            .program(process.pid())
            .filter(program -> WAITERS.contains(program.getFileName().toString()))
            .isPresent()
        && processes.children(process.pid()).stream()
            .flatMap(child -> processes.find(child).stream())
            .filter(child -> child.tty().equals(process.tty()))
            .anyMatch(child -> supervises(child) || waits(child, most - 1));
  }

  /** Returns true for the sh that a login shell becomes, which waits for its {@code script}. */
  private boolean supervises(ProcessFacts process) {
    return processes.program(process.pid()).equals(SUPERVISOR)
        && processes.calledAs(process.pid()).equals(SH)
        && processes.children(process.pid()).stream()
            .flatMap(child -> processes.find(child).stream())
            .anyMatch(
                child ->
                    child.tty().equals(process.tty())
                        && processes.writtenPipe(child.pid(), sessionOfPipe).isPresent());
  }

  /** The search starts above a process, but the process itself may be the {@code script}. */
  private static ProcessFacts childOf(ProcessFacts process) {
    return new ProcessFacts(-1, process.pid(), process.leader(), process.tty());
  }
}
