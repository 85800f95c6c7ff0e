package dev.sessionlog.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A configuration file as it was read: known keys with their raw values and positions, and the
 * mistakes in the rest.
 */
final class ConfigurationFile {
  private static final long LARGEST = 256 * 1024;

  /** The most mistakes that are reported, because later ones mostly follow from the first. */
  private static final int MOST_SYNTAX_ERRORS = 3;

  private static final Set<String> TABLES =
      Keys.ALL.stream().map(Key::table).collect(Collectors.toUnmodifiableSet());

  private final Path path;
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** A value in the file. */
  record Entry(Object raw, TomlPosition position) {}

  private ConfigurationFile(Path path) {
    this.path = path;
  }

  /** Reads {@code path}; everything wrong with the file or in it becomes a problem. */
  static ConfigurationFile read(Path path) {
    ConfigurationFile file = new ConfigurationFile(path);
    try {
      file.parse(text(path));
    } catch (NoSuchFileException e) {
      file.problems.add(path + ": no such file");
    } catch (AccessDeniedException e) {
      file.problems.add(path + ": permission denied");
    } catch (CharacterCodingException e) {
      file.problems.add(path + ": not UTF-8 text, expected a TOML file");
    } catch (IOException e) {
      file.problems.add(path + ": cannot be read: " + e.getMessage());
    }
    return file;
  }

  Path path() {
    return path;
  }

  Optional<Entry> entry(Key<?> key) {
    return Optional.ofNullable(entries.get(key.name()));
  }

  List<String> problems() {
    return problems;
  }

  /** Returns the beginning of a message about a place in the file. */
  String at(TomlPosition position) {
    return path + ":" + position.line() + ":" + position.column() + ": ";
  }

  private static String text(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("not a regular file");
    }
    if (Files.size(path) > LARGEST) {
      throw new IOException("larger than " + SizeText.format(LARGEST));
    }
    byte[] bytes = Files.readAllBytes(path);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private void parse(String text) {
    if (new UnsetFile(TABLES).matches(text)) {
      return;
    }
    TomlParseResult toml;
    try {
      toml = Toml.parse(text);
    } catch (StackOverflowError e) {
      // The parser recurses once for each level of brackets.
      problems.add(path + ": nested too deeply, expected tables of simple values");
      return;
    }
    toml.errors().stream()
        .limit(MOST_SYNTAX_ERRORS)
        .map(error -> at(error.position()) + oneLine(error.getMessage()))
        .forEach(problems::add);
    if (!toml.hasErrors()) {
      toml.keySet().forEach(table -> readTable(toml, table));
    }
  }

  private void readTable(TomlTable root, String name) {
    TomlPosition position = root.inputPositionOf(List.of(name));
    if (!TABLES.contains(name)) {
      unknown(position, name);
    } else if (root.get(List.of(name)) instanceof TomlTable table) {
      for (String key : table.keySet()) {
        readKey(table, name, key);
      }
    } else {
      problems.add(at(position) + name + ": not a table, expected [" + name + "]");
    }
  }

  private void readKey(TomlTable table, String tableName, String simpleName) {
    List<String> inTable = List.of(simpleName);
    TomlPosition position = table.inputPositionOf(inTable);
    String name = tableName + "." + simpleName;
    if (Keys.ALL.stream().anyMatch(key -> key.name().equals(name))) {
      Object value = table.get(inTable);
      entries.put(name, new Entry(value instanceof TomlArray a ? a.toList() : value, position));
    } else {
      unknown(position, name);
    }
  }

  private void unknown(TomlPosition position, String name) {
    String hint =
        similar(name)
            .map(known -> "did you mean " + known + "?")
            .orElseGet(() -> "expected " + String.join(", ", choices(name)));
    problems.add(at(position) + printable(name) + ": unknown key, " + hint);
  }

  private static Optional<String> similar(String name) {
    List<String> tables = TABLES.stream().sorted().toList();
    if (name.indexOf('.') < 0) {
      return NearestName.of(name, tables).or(() -> inAnyTable(name));
    }
    List<String> names = Keys.ALL.stream().map(Key::name).toList();
    return inAnyTable(name.substring(name.indexOf('.') + 1)).or(() -> NearestName.of(name, names));
  }

  /** The keys of the table that {@code name} is in, or all tables when there is no such table. */
  private static List<String> choices(String name) {
    List<String> keys =
        Keys.ALL.stream()
            .filter(key -> name.startsWith(key.table() + "."))
            .map(Key::simpleName)
            .toList();
    return keys.isEmpty() ? TABLES.stream().sorted().map(t -> "[" + t + "]").toList() : keys;
  }

  /** A key that is spelt correctly but is in no table, or in the wrong one. */
  private static Optional<String> inAnyTable(String simpleName) {
    return Keys.ALL.stream()
        .filter(key -> key.simpleName().equals(simpleName))
        .map(Key::name)
        .findFirst();
  }

  private static String printable(String name) {
    String quoted = Quoted.text(name);
    return quoted.equals('"' + name + '"') && name.indexOf(' ') < 0 ? name : quoted;
  }

  /** The parser quotes the file in its messages. */
  private static String oneLine(String message) {
    return Quoted.printable(message.lines().map(String::strip).collect(Collectors.joining(" ")));
  }
}
