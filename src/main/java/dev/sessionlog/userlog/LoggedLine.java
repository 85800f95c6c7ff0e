package dev.sessionlog.userlog;

/**
 * A line of a user's log, as it was written.
 *
 * @param user the user whose log it is in
 * @param line the line, without its line end
 */
public record LoggedLine(String user, String line) {}
