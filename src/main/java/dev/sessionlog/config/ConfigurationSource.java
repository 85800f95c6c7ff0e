package dev.sessionlog.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that decides which configuration is in force: the environment, the user, and the
 * command line.
 *
 * @param environment the environment variables
 * @param uid the user's number
 * @param home the user's home directory, used if {@code HOME} does not name one
 * @param systemPaths the directories of the system collector
 * @param file the configuration file that the command line names
 * @param alone whether the drop-ins beside the file are left out
 * @param runDir the run directory that the command line names
 * @param system true if the command line asks for system mode
 * @param options values from the command line
 * @param checks further checks, by key
 */
public record ConfigurationSource(
    Map<String, String> environment,
    long uid,
    Path home,
    SystemPaths systemPaths,
    Optional<Path> file,
    boolean alone,
    Optional<Path> runDir,
    boolean system,
    List<OptionValue> options,
    Map<String, ValueCheck> checks) {

  public ConfigurationSource {
    environment = Map.copyOf(environment);
    options = List.copyOf(options);
    checks = Map.copyOf(checks);
  }

  /** Returns a source with nothing on the command line. */
  public static ConfigurationSource of(
      Map<String, String> environment, long uid, Path home, SystemPaths systemPaths) {
    return new ConfigurationSource(
        environment,
        uid,
        home,
        systemPaths,
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        List.of(),
        Map.of());
  }

  /** Returns this source with the configuration file that {@code --config} names. */
  public ConfigurationSource withFile(Path named) {
    return new ConfigurationSource(
        environment,
        uid,
        home,
        systemPaths,
        Optional.of(named),
        alone,
        runDir,
        system,
        options,
        checks);
  }

  /**
   * Returns this source without the drop-ins beside its file, as for one that a collector wrote
   * itself: that holds what all its files said.
   */
  public ConfigurationSource withoutDropIns() {
    return new ConfigurationSource(
        environment, uid, home, systemPaths, file, true, runDir, system, options, checks);
  }

  /** Returns this source with the run directory that {@code --run-dir} names. */
  public ConfigurationSource withRunDir(Path named) {
    return new ConfigurationSource(
        environment,
        uid,
        home,
        systemPaths,
        file,
        alone,
        Optional.of(named),
        system,
        options,
        checks);
  }

  /** Returns this source in system mode, as {@code --system} demands. */
  public ConfigurationSource withSystem() {
    return new ConfigurationSource(
        environment, uid, home, systemPaths, file, alone, runDir, true, options, checks);
  }

  /**
   * Returns this source with a value that overrides that of the file.
   *
   * @param key a key of the configuration, such as {@code collector.idle_exit}
   * @param value its text, checked when the configuration is loaded
   * @param option the option that gave it, for messages
   * @throws IllegalArgumentException if there is no such key, or its value is not text
   */
  public ConfigurationSource withOption(String key, String value, String option) {
    if (!(Keys.named(key).defaultValue() instanceof String)) {
      throw new IllegalArgumentException("not a text key: " + key);
    }
    List<OptionValue> more = new ArrayList<>(options);
    more.add(new OptionValue(key, value, option));
    return new ConfigurationSource(
        environment, uid, home, systemPaths, file, alone, runDir, system, more, checks);
  }

  /**
   * Returns this source with a further check of a text value.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public ConfigurationSource withCheck(String key, ValueCheck check) {
    Map<String, ValueCheck> more = new HashMap<>(checks);
    more.put(Keys.named(key).name(), check);
    return new ConfigurationSource(
        environment, uid, home, systemPaths, file, alone, runDir, system, options, more);
  }

  /**
   * Returns the mode: system mode if it is asked for, or if the machine has a system collector and
   * no other run directory is named.
   */
  Mode mode() {
    if (system) {
      return Mode.SYSTEM;
    }
    boolean another = namedRunDir().filter(dir -> !dir.equals(systemPaths.runDir())).isPresent();
    return hasSystemCollector() && !another ? Mode.SYSTEM : Mode.USER;
  }

  boolean hasSystemCollector() {
    return Files.isDirectory(systemPaths.runDir()) || Files.isDirectory(systemPaths.stateDir());
  }

  Optional<Path> namedRunDir() {
    return runDir.or(() -> variable("SESSIONLOG_RUN_DIR")).map(Path::toAbsolutePath);
  }

  /** Returns true if the command line or the environment names the configuration file. */
  public boolean isFileNamed() {
    return namedFile().isPresent();
  }

  Optional<Path> namedFile() {
    return file.or(() -> variable("SESSIONLOG_CONFIG")).map(Path::toAbsolutePath);
  }

  /** Returns the file that is read if it exists. */
  public Path chosenFile() {
    return namedFile().orElseGet(this::defaultFile);
  }

  /** Returns the folder of the drop-ins beside that file, whether or not it is there. */
  public Path dropInFolder() {
    return chosenFile().resolveSibling(DropIns.FOLDER);
  }

  Path defaultFile() {
    return mode() == Mode.SYSTEM
        ? systemPaths.configurationFile()
        : under("XDG_CONFIG_HOME", ".config").resolve("sessionlog.toml");
  }

  Path defaultLogDir() {
    return mode() == Mode.SYSTEM ? systemPaths.logDir() : under("XDG_STATE_HOME", ".local/state");
  }

  /** Returns the run dirs that a collector may serve, in the order in which they are tried. */
  public List<Path> runDirCandidates() {
    if (system) {
      return List.of(systemPaths.runDir());
    }
    Optional<Path> named = namedRunDir();
    if (named.isPresent()) {
      return List.of(named.get());
    }
    if (mode() == Mode.SYSTEM) {
      return List.of(systemPaths.runDir());
    }
    List<Path> candidates = new ArrayList<>();
    absolute("XDG_RUNTIME_DIR").ifPresent(dir -> candidates.add(dir.resolve("sessionlog")));
    candidates.add(Path.of("/tmp/sessionlog-" + uid));
    return candidates;
  }

  List<Path> loginRunDirCandidates() {
    return hasSystemCollector() ? List.of(systemPaths.runDir()) : runDirCandidates();
  }

  Path homeDir() {
    return absolute("HOME").orElse(home);
  }

  private Path under(String baseVariable, String fallback) {
    return absolute(baseVariable).orElse(homeDir().resolve(fallback)).resolve("sessionlog");
  }

  /** The XDG base directory specification says to ignore paths that are not absolute. */
  private Optional<Path> absolute(String name) {
    return variable(name).filter(Path::isAbsolute);
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty()).map(Path::of);
  }
}
