package dev.sessionlog.session;

import java.util.OptionalLong;

/**
 * Who logged in.
 *
 * @param name the user's name in the passwd database
 * @param uid the user's number
 * @param loginUid the audit login uid: who logged in first, whatever {@code su} made of it since;
 *     empty where the kernel keeps none
 */
public record SessionUser(String name, long uid, OptionalLong loginUid) {}
