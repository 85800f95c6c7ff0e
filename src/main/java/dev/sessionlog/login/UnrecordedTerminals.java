package dev.sessionlog.login;

import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Finds terminals at which a user sits whom the policy wants recorded, and who is not: those of
 * shells that began there, as a login's do, or call themselves login shells, below no session.
 */
public final class UnrecordedTerminals {
  private final Unix unix;
  private final ProcessTable processes;
  private final Ancestry ancestry;
  private final LoginShell shells;

  /**
   * A terminal that no session covers.
   *
   * @param tty where it is
   * @param user who sits there
   * @param pid the shell
   */
  public record Terminal(Path tty, String user, long pid) {}

  /**
   * Creates a finder.
   *
   * @param shells the file that lists login shells, usually {@code /etc/shells}
   */
  public UnrecordedTerminals(Unix unix, ProcessTable processes, Path shells, Admission admission) {
    this.unix = unix;
    this.processes = processes;
    this.ancestry = new Ancestry(processes, admission::sessionOfPipe);
    this.shells = new LoginShell(shells);
  }

  /** Returns the terminals, by their names, each with one of its shells. */
  public Map<Path, Terminal> find(LoginPolicy policy) {
    Map<Path, Terminal> found = new TreeMap<>();
    for (ProcessFacts process : processes.onTerminals()) {
      if (!process.leads() && !processes.calledAs(process.pid()).startsWith("-")) {
        continue;
      }
      boolean shell = processes.program(process.pid()).filter(shells::lists).isPresent();
      Optional<Path> tty = TtyName.of(process.tty().getAsInt());
      OptionalLong owner = processes.owner(process.pid());
      Optional<Account> user =
          owner.isPresent()
              ? unix.account(owner.getAsLong()).filter(policy::records)
              : Optional.empty();
      if (shell && tty.isPresent() && user.isPresent() && !covered(process)) {
        found.putIfAbsent(tty.get(), new Terminal(tty.get(), user.get().name(), process.pid()));
      }
    }
    return found;
  }

  private boolean covered(ProcessFacts process) {
    return ancestry.find(process).filter(Ancestry.Enclosing::sameTty).isPresent();
  }
}
