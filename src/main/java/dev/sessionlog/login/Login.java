package dev.sessionlog.login;

import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Account;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A login, as the kernel and the passwd database describe it.
 *
 * @param account the account
 * @param known true if the account is in the user database; otherwise it has the numbers of the
 *     kernel and a name that nobody has
 * @param loginUid the user who logged in first, before any {@code su}
 * @param loginShellPid the process that evaluates the answer, and then runs {@code script}
 * @param tty the terminal
 * @param remote the address that the user came from
 * @param term the type of the terminal; may be empty
 * @param shell the shell to run inside
 * @param syntax the language of the shell that evaluates the answer
 * @param parent the session around this login
 * @param recorded true if it is at that session's own terminal, so that it is recorded already
 */
public record Login(
    Account account,
    boolean known,
    OptionalLong loginUid,
    long loginShellPid,
    Path tty,
    Optional<Origin> remote,
    String term,
    LoginShell.Program shell,
    ShellSyntax syntax,
    Optional<SessionId> parent,
    boolean recorded) {}
