package dev.sessionlog.config;

import java.nio.file.Path;

/**
 * The directories of the system collector.
 *
 * @param runDir where its pipes and knocks are
 * @param stateDir where it keeps what logins are told without it, over a boot; that this or the run
 *     directory exists is how a machine says that it has a system collector
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
