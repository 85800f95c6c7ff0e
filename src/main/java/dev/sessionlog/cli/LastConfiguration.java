package dev.sessionlog.cli;

import dev.sessionlog.collector.Collector;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationFiles;
import dev.sessionlog.config.Origin;
import dev.sessionlog.config.Setting;
import dev.sessionlog.config.SettingsText;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/**
 * The configuration with which the last collector of a run dir was started or reloaded. If sessions
 * wait for a collector, a mistake in the file must not prevent the next one from starting.
 */
final class LastConfiguration {
  private static final long ROOT = 0;

  private LastConfiguration() {}

  /** Saves the configuration in force, beside the sessions that need it. */
  static void keep(Configuration configuration, Collector collector) throws IOException {
    List<Setting> fromFiles =
        configuration.settings().stream()
            .filter(setting -> setting.origin().kind() == Origin.Kind.FILE)
            .toList();
    collector.keepConfiguration(SettingsText.of(fromFiles), mayBeReadByAll(configuration.files()));
  }

  private static boolean mayBeReadByAll(ConfigurationFiles files) throws IOException {
    for (Path file : files.all()) {
      if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        return false;
      }
    }
    return files.dropIns().isEmpty()
        || Files.getPosixFilePermissions(files.dropIns().get(0).resolveSibling("."))
            .contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  /** Returns the file of the first run dir of {@code uid} with waiting sessions. */
  static Optional<Path> find(List<Path> runDirs, long uid) {
    return runDirs.stream()
        .map(RunDir::new)
        .filter(dir -> waits(dir, uid))
        .map(RunDir::lastConfiguration)
        .findFirst();
  }

  /**
   * Returns the file of the first run dir of root or {@code uid} that has one: the configuration of
   * the present or last collector.
   */
  static Optional<Path> kept(List<Path> runDirs, long uid) {
    return runDirs.stream()
        .map(RunDir::new)
        .filter(dir -> isOf(dir, ROOT) || isOf(dir, uid))
        .map(RunDir::lastConfiguration)
        .filter(LastConfiguration::isThere)
        .filter(Files::isReadable)
        .findFirst();
  }

  private static boolean isThere(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isOf(RunDir runDir, long uid) {
    try {
      RunDirFolders.requireOwn(runDir.path(), uid);
      return true;
    } catch (IOException notUsable) {
      return false;
    }
  }

  private static boolean waits(RunDir runDir, long uid) {
    try {
      return isOf(runDir, uid)
          && isThere(runDir.lastConfiguration())
          && !runDir.pipes().pipes().isEmpty();
    } catch (IOException notUsable) {
      return false;
    }
  }
}
