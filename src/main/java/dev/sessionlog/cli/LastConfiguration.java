package dev.sessionlog.cli;

import dev.sessionlog.collector.Collector;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration with which the last collector of a run dir was started or reloaded: where
 * sessions wait for a collector, a mistake in the file must not keep the next from starting.
 */
final class LastConfiguration {
  private LastConfiguration() {}

  /** Keeps the configuration that is in force now, beside the sessions that need it. */
  static void keep(Configuration configuration, Collector collector) throws IOException {
    Optional<Path> file = configuration.file();
    collector.keepConfiguration(file.isPresent() ? Files.readString(file.get()) : "");
  }

  /** Returns the file of the first run dir that is {@code uid}'s and in which sessions wait. */
  static Optional<Path> find(List<Path> runDirs, long uid) {
    return runDirs.stream()
        .map(RunDir::new)
        .filter(dir -> waits(dir, uid))
        .map(RunDir::lastConfiguration)
        .findFirst();
  }

  private static boolean waits(RunDir runDir, long uid) {
    try {
      RunDirFolders.requireOwn(runDir.path(), uid);
      return Files.isRegularFile(runDir.lastConfiguration(), LinkOption.NOFOLLOW_LINKS)
          && !runDir.pipes().pipes().isEmpty();
    } catch (IOException notUsable) {
      return false;
    }
  }
}
