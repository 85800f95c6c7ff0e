package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, given before its name or after. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 100,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      order = 101,
      description = "Read the configuration from this file.")
  private @Nullable Path config;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      order = 102,
      description = "Use the collector with this run directory.")
  private @Nullable Path runDir;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      order = 103,
      description = "Print a stack trace with each error.")
  private boolean debug;

  boolean debug() {
    return debug;
  }

  /** Returns {@code source} with what these options say. */
  ConfigurationSource applyTo(ConfigurationSource source) {
    ConfigurationSource applied = source;
    if (config != null) {
      applied = applied.withFile(config);
    }
    if (runDir != null) {
      applied = applied.withRunDir(runDir);
    }
    return applied;
  }
}
