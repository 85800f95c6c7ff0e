package dev.sessionlog.userlog;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.SystemPaths;
import dev.sessionlog.config.TranscriptSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings of a configuration that says nothing. */
public final class DefaultSettings {
  static final String PATTERN = configured().pattern();

  private DefaultSettings() {}

  /** Returns 10 MiB a file, 90 days, 1 GiB a user, compressed, in {@link #PATTERN}. */
  public static LogSettings all() {
    return new LogSettings(PATTERN, 10L << 20, 90, 1L << 30, true, false, Optional.empty());
  }

  private static TranscriptSettings configured() {
    Path none = Path.of("/nonexistent");
    SystemPaths system = SystemPaths.STANDARD;
    try {
      return Configuration.load(ConfigurationSource.of(Map.of(), 1000, none, system)).transcript();
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }
}
