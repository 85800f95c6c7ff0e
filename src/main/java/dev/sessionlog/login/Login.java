package dev.sessionlog.login;

import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Account;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Somebody who logs in, as the kernel and the passwd database know them.
 *
 * @param account whose login it is
 * @param known whether the account is in the user database; else it has the numbers that the kernel
 *     knows, and a name that nobody has
 * @param loginUid who logged in first, whatever {@code su} made of it since
 * @param loginShellPid the process that evaluates the answer, and runs {@code script}
 * @param tty the terminal they sit at
 * @param remote from where they come
 * @param term the type of the terminal; may be empty
 * @param shell the shell to run inside
 * @param syntax the language of the shell that evaluates the answer
 * @param parent the session inside which they log in
 * @param recorded whether they sit at that session's own terminal, so that all they see is in its
 *     recording already
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
