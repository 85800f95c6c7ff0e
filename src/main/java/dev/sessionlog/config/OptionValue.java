package dev.sessionlog.config;

/**
 * A value from the command line that replaces one of the configuration.
 *
 * @param key the key that it replaces, such as {@code collector.idle_exit}
 * @param value the text of the value, as it would stand in the file
 * @param option the option that gave it, such as {@code --idle-exit}
 */
record OptionValue(String key, String value, String option) {}
