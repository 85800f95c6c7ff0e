package dev.sessionlog.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that make up a configuration.
 *
 * @param main the main file; empty if there is none
 * @param dropIns the drop-ins beside it, in the order in which they are read: the last one wins
 */
public record ConfigurationFiles(Optional<Path> main, List<Path> dropIns) {
  public ConfigurationFiles {
    dropIns = List.copyOf(dropIns);
  }

  /**
   * Finds the files: the one that the command line or {@code SESSIONLOG_CONFIG} names, or else the
   * mode's own file where it exists; and the drop-ins in the folder beside it.
   *
   * @throws ConfigurationException if a drop-in may not be used
   */
  static ConfigurationFiles find(ConfigurationSource source) throws ConfigurationException {
    Optional<Path> main =
        source
            .namedFile()
            .or(() -> Optional.of(source.defaultFile()).filter(f -> !Files.notExists(f)));
    return new ConfigurationFiles(
        main, source.alone() ? List.of() : DropIns.beside(source.chosenFile()));
  }

  /** Returns all of them, in the order in which they are read. */
  public List<Path> all() {
    return Stream.concat(main.stream(), dropIns.stream()).toList();
  }
}
