package dev.sessionlog.config;

/**
 * A key of the configuration.
 *
 * @param name its full name including the table, for example {@code login.notice}
 * @param type the values that it takes
 * @param defaultValue its raw default value; an empty string if the mode decides
 */
record Key<T>(String name, ValueType<T> type, Object defaultValue) {
  /** Returns the name of its table. */
  String table() {
    return name.substring(0, name.indexOf('.'));
  }

  /** Returns its name within the table. */
  String simpleName() {
    return name.substring(name.indexOf('.') + 1);
  }
}
