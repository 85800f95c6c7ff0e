package dev.sessionlog.session;

import java.util.OptionalLong;

/**
 * Who logged in.
 *
 * @param name the user's name in the passwd database
 * @param uid the user's number
 * @param loginUid the audit login uid: the user who logged in first, before any {@code su}; empty
 *     if the kernel keeps none
 */
public record SessionUser(String name, long uid, OptionalLong loginUid) {}
