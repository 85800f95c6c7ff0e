package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.RunDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Chooses among the run dirs that the configuration allows. */
final class RunDirs {
  private RunDirs() {}

  /**
   * Returns the run dir of a collector that lives; when there is none, the first one whose parent
   * can be written to.
   */
  static RunDir choose(Configuration configuration) {
    return choose(configuration.runDirCandidates());
  }

  static RunDir choose(List<Path> candidates) {
    return candidates.stream()
        .map(RunDir::new)
        .filter(dir -> dir.collector().isPresent())
        .findFirst()
        .or(() -> candidates.stream().filter(RunDirs::usable).map(RunDir::new).findFirst())
        .orElseGet(() -> new RunDir(candidates.get(candidates.size() - 1)));
  }

  private static boolean usable(Path dir) {
    Path parent = dir.toAbsolutePath().getParent();
    return parent != null && Files.isWritable(parent);
  }
}
