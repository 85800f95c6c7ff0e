package dev.sessionlog.unix;

/**
 * An entry of the passwd database.
 *
 * @param name the login name
 * @param uid the user's number
 * @param gid the primary group's number
 * @param home the home directory
 * @param shell the login shell; {@code /bin/sh} if the entry names none, as passwd(5) says
 */
public record Account(String name, long uid, long gid, String home, String shell) {}
