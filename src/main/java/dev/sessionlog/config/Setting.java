package dev.sessionlog.config;

/**
 * One key as it is in force.
 *
 * @param key its full name, such as {@code login.notice}
 * @param toml its value, as it would stand in the file
 * @param origin where the value came from
 */
public record Setting(String key, String toml, Origin origin) {}
