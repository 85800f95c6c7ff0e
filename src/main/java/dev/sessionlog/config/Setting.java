package dev.sessionlog.config;

/**
 * One key with its value in force.
 *
 * @param key its full name, such as {@code login.notice}
 * @param toml its value, as written in the file
 * @param origin where the value came from
 */
public record Setting(String key, String toml, Origin origin) {}
