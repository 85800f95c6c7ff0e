package dev.sessionlog.config;

import java.nio.file.Path;

/**
 * The directories of the system collector.
 *
 * @param runDir the directory of its pipes and knocks
 * @param stateDir the directory in which it keeps, across boots, what logins do without it; a
 *     machine has a system collector if this or the run directory exists
 * @param configurationFile its configuration
 * @param logDir its log directory, unless the configuration names another
 */
public record SystemPaths(Path runDir, Path stateDir, Path configurationFile, Path logDir) {
  /** The directories on a real machine; tests choose others. */
  public static final SystemPaths STANDARD =
      new SystemPaths(
          Path.of("/run/sessionlog"),
          Path.of("/var/lib/sessionlog"),
          Path.of("/etc/sessionlog/sessionlog.toml"),
          Path.of("/var/log/sessionlog"));
}
