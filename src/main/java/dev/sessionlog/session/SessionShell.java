package dev.sessionlog.session;

/**
 * What runs inside a session.
 *
 * @param path the login shell
 * @param term the value of {@code TERM} at the login; may be empty
 * @param size the terminal's size at the start
 */
public record SessionShell(String path, String term, TerminalSize size) {}
