package dev.sessionlog.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of the configuration, for tests of other packages. */
public final class ConfigurationKeys {
  private ConfigurationKeys() {}

  /** Returns the full name of each key, with the values that it takes in words. */
  public static Map<String, String> expectedValues() {
    Map<String, String> expected = new LinkedHashMap<>();
    for (Key<?> key : Keys.ALL) {
      expected.put(key.name(), key.type().expected());
    }
    return expected;
  }
}
