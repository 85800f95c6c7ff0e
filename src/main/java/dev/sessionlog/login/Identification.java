package dev.sessionlog.login;

import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Determines who knocks, from the kernel's facts about the process and the passwd database. Decides
 * nothing. Thread-safe.
 */
final class Identification {
  private static final String CONNECTION = "SSH_CONNECTION";
  private static final String TERM = "TERM";
  private static final long NO_GROUP = 0xFFFF_FFFFL;
  private static final Set<String> ASKED_OF_ENVIRONMENT = Set.of(Answer.COMMAND, CONNECTION, TERM);

  private final Unix unix;
  private final ProcessTable table;
  private final LoginShell loginShell;
  private final LoginRecords logged;
  private final Function<OpenPipe, Optional<SessionId>> sessionOfPipe;

  /** What is asked of the running processes about one login, each fact once. */
  private record Look(
      ProcessTable processes, Ancestry ancestry, LoginTerminals terminals, SshOrigin sshOrigin) {
    static Look at(ProcessTable table, Function<OpenPipe, Optional<SessionId>> sessionOfPipe) {
      ProcessTable processes = table.atOnce();
      Ancestry ancestry = new Ancestry(processes, sessionOfPipe);
      return new Look(
          processes, ancestry, new LoginTerminals(processes, ancestry), processes.sshOrigin());
    }
  }

  /**
   * Creates one.
   *
   * @param shells the file that lists login shells, usually {@code /etc/shells}
   * @param logged returns the address that a terminal's user came from
   * @param sessionOfPipe returns the session to whose pipe a {@code script} writes
   */
  Identification(
      Unix unix,
      ProcessTable processes,
      Path shells,
      LoginRecords logged,
      Function<OpenPipe, Optional<SessionId>> sessionOfPipe) {
    this.unix = unix;
    this.table = processes;
    this.loginShell = new LoginShell(shells);
    this.logged = logged;
    this.sessionOfPipe = sessionOfPipe;
  }

  /**
   * Returns who knocks; empty if the process is gone, or its terminal does not belong to its user.
   *
   * @param pid the knocking process
   * @param uid its user
   */
  Optional<Login> of(long pid, long uid) {
    Optional<Account> known = unix.account(uid);
    Account account = known.orElseGet(() -> numbers(pid, uid));
    Look look = Look.at(table, sessionOfPipe);
    return look.processes()
        .find(pid)
        .flatMap(
            process ->
                look.terminals()
                    .find(process, uid)
                    .map(terminal -> login(look, process, terminal, account, known.isPresent())));
  }

  private Login login(
      Look look,
      ProcessFacts process,
      LoginTerminals.Terminal terminal,
      Account account,
      boolean known) {
    ProcessTable processes = look.processes();
    Map<String, String> environment = processes.environment(process.pid(), ASKED_OF_ENVIRONMENT);
    // Then a script asks, whose shell is not the user's.
    boolean bySsh = environment.containsKey(Answer.COMMAND);
    Optional<Path> shell = processes.program(process.parent());
    Optional<Ancestry.Enclosing> above =
        look.ancestry().find(process, OptionalInt.of(terminal.number()));
    return new Login(
        account,
        known,
        processes.loginUid(process.pid()),
        process.parent(),
        terminal.name().orElse(TtyName.UNKNOWN),
        origin(look, terminal, process, environment),
        environment.getOrDefault(TERM, ""),
        bySsh ? LoginShell.ofAccount(account.shell()) : loginShell.choose(account.shell(), shell),
        ShellSyntax.of(shell.map(p -> p.getFileName().toString()).orElse("sh")),
        above.map(Ancestry.Enclosing::session),
        above.map(Ancestry.Enclosing::sameTty).orElse(false));
  }

  /** The user's environment counts only if nothing better is known, and only as a claim. */
  private Optional<Origin> origin(
      Look look,
      LoginTerminals.Terminal terminal,
      ProcessFacts process,
      Map<String, String> environment) {
    return host(look, terminal, process)
        .or(() -> terminal.name().flatMap(any -> look.sshOrigin().of(process)))
        .map(Origin::known)
        .or(() -> remote(environment).map(Origin::claimed));
  }

  private Optional<String> host(Look look, LoginTerminals.Terminal terminal, ProcessFacts process) {
    return terminal
        .name()
        .flatMap(
            tty -> logged.host(tty, pid -> look.ancestry().any(process, above -> above == pid)));
  }

  private static Optional<String> remote(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(CONNECTION))
        .map(connection -> connection.replaceFirst(" .*", ""))
        .filter(address -> address.matches("[0-9A-Fa-f.:%a-z]{1,100}"));
  }

  /** The blank makes sure that no user has this name. */
  private Account numbers(long pid, long uid) {
    long gid = table.soleGid(pid).orElse(NO_GROUP);
    return new Account("uid " + uid, uid, gid, "/", "/bin/sh");
  }
}
