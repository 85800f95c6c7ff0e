package dev.sessionlog.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every key with its checked value in force, and the origin of the value. */
final class Settings {
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, ValueCheck> checks;

  private record Value(Object raw, Origin origin) {}

  private Settings(Map<String, ValueCheck> checks) {
    this.checks = checks;
  }

  /**
   * Combines the defaults, the values of the file and those of the command line, in this order.
   *
   * @throws ConfigurationException if anything is wrong, with all mistakes
   */
  static Settings resolve(ConfigurationSource source, Optional<ConfigurationFile> file)
      throws ConfigurationException {
    Settings settings = new Settings(source.checks());
    for (Key<?> key : Keys.ALL) {
      settings.values.put(key.name(), new Value(defaultOf(key, source), Origin.DEFAULT));
    }
    file.ifPresent(settings::layFile);
    source.options().forEach(settings::layOption);
    if (!settings.problems.isEmpty()) {
      throw new ConfigurationException(settings.problems);
    }
    return settings;
  }

  <T> T get(Key<T> key) {
    Value value = values.get(key.name());
    if (value == null) {
      throw new IllegalArgumentException("not in the list of keys: " + key.name());
    }
    return key.type().read(value.raw());
  }

  /** Returns a key with the origin of its value, for messages. */
  String where(Key<?> key) {
    Value value = values.get(key.name());
    return value == null ? key.name() : value.origin().text() + ": " + key.name();
  }

  List<Setting> list() {
    return values.entrySet().stream()
        .map(e -> new Setting(e.getKey(), toml(e.getValue().raw()), e.getValue().origin()))
        .toList();
  }

  private static Object defaultOf(Key<?> key, ConfigurationSource source) {
    if (key.name().equals(Keys.LOG_DIR.name())) {
      return source.defaultLogDir().toString();
    }
    if (key.name().equals(Keys.IDLE_EXIT.name())) {
      return source.mode() == Mode.SYSTEM ? "0" : "10m";
    }
    Object alone = Keys.AMONG_USERS.get(key.name());
    return source.mode() == Mode.USER && alone != null ? alone : key.defaultValue();
  }

  private void layFile(ConfigurationFile file) {
    problems.addAll(file.problems());
    Path path = file.path();
    for (Key<?> key : Keys.ALL) {
      Optional<ConfigurationFile.Entry> entry = file.entry(key);
      if (entry.isPresent()) {
        Origin origin = Origin.line(path, entry.get().position().line());
        lay(
            key,
            new Value(entry.get().raw(), origin),
            file.at(entry.get().position()) + key.name());
      }
    }
  }

  private void layOption(OptionValue option) {
    Value value = new Value(option.value(), Origin.option(option.option()));
    lay(Keys.named(option.key()), value, option.option());
  }

  private void lay(Key<?> key, Value value, String where) {
    try {
      key.type().read(value.raw());
    } catch (IllegalArgumentException e) {
      problems.add(where + ": " + e.getMessage() + ", expected " + key.type().expected());
      return;
    }
    ValueCheck check = checks.get(key.name());
    if (check != null && value.raw() instanceof String text) {
      check.problem(text).ifPresent(problem -> problems.add(where + ": " + problem));
    }
    values.put(key.name(), value);
  }

  private static String toml(Object raw) {
    if (raw instanceof String text) {
      return Quoted.toml(text);
    }
    if (raw instanceof List<?> list) {
      return list.stream().map(Settings::toml).collect(Collectors.joining(", ", "[", "]"));
    }
    return raw.toString();
  }
}
