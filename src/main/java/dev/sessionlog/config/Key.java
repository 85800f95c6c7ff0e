package dev.sessionlog.config;

/**
 * A key of the configuration.
 *
 * @param name its full name, table first, such as {@code login.notice}
 * @param type what values it takes
 * @param defaultValue its raw value when nothing else is said; an empty string where the mode
 *     decides
 */
record Key<T>(String name, ValueType<T> type, Object defaultValue) {
  /** Returns the name of the table that it stands in. */
  String table() {
    return name.substring(0, name.indexOf('.'));
  }

  /** Returns its name within the table. */
  String simpleName() {
    return name.substring(name.indexOf('.') + 1);
  }
}
