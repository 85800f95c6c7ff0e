package dev.sessionlog.session;

import java.util.Optional;

/**
 * Where a user sits.
 *
 * @param host the name of the machine
 * @param tty the terminal that the user sits at, such as {@code /dev/pts/3}
 * @param remote the address that the user came from; empty for a local login
 * @param parent the session inside which this one was started, on another terminal
 */
public record SessionPlace(
    String host, String tty, Optional<Origin> remote, Optional<SessionId> parent) {}
