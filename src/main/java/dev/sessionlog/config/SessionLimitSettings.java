package dev.sessionlog.config;

/**
 * The limits on the number of sessions; 0 is no limit, and root has none.
 *
 * @param perUser the most sessions of one user
 * @param all the most sessions of all users together
 * @param newPerMinute how many sessions one user may open in a minute, and at once
 */
public record SessionLimitSettings(int perUser, int all, int newPerMinute) {}
