package dev.sessionlog.config;

/**
 * A value given on the command line in place of the configuration's.
 *
 * @param key the key that it replaces, such as {@code collector.idle_exit}
 * @param value the text of the value, as it would stand in the file
 * @param option the option that gave it, such as {@code --idle-exit}
 */
record OptionValue(String key, String value, String option) {}
