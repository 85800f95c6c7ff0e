package dev.sessionlog.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as the text of a configuration file that has the same effect. */
public final class SettingsText {
  private SettingsText() {}

  /** Returns the text, with one table for all keys that belong to it. */
  public static String of(List<Setting> settings) {
    Map<String, StringBuilder> tables = new LinkedHashMap<>();
    for (Setting setting : settings) {
      String[] key = setting.key().split("\\.", 2);
      tables
          .computeIfAbsent(key[0], table -> new StringBuilder("[" + table + "]\n"))
          .append(key[1] + " = " + setting.toml() + "\n");
    }
    return String.join("", tables.values());
  }
}
