package dev.sessionlog.cli;

import dev.sessionlog.config.SystemPaths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A world in which commands are run as tests: user 1000, whose home is below a directory of the
 * test's own, on a machine without a system collector, at a fixed time.
 */
final class CliWorld {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  final Map<String, String> environment = new HashMap<>();
  final SystemPaths systemPaths;
  boolean terminal;

  private final Path dir;

  CliWorld(Path dir) {
    this.dir = dir;
    this.systemPaths =
        new SystemPaths(
            dir.resolve("run"),
            dir.resolve("lib"),
            dir.resolve("etc/sessionlog.toml"),
            dir.resolve("log"));
    environment.put("HOME", home().toString());
    environment.put("TERM", "xterm");
    environment.put("COLUMNS", "80");
  }

  Path home() {
    return dir.resolve("home");
  }

  /** Runs the program with nothing on its standard input. */
  CliRun sessionlog(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Sessionlog.run(surroundings(out, err), args);
    return new CliRun(
        List.of(args),
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** Returns a context for a command or printer that is used without the program around it. */
  CommandContext context(OutputStream out) {
    return new CommandContext(surroundings(out, OutputStream.nullOutputStream()));
  }

  Surroundings surroundings(OutputStream out, OutputStream err) {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        out,
        err,
        terminal,
        environment,
        1000,
        home(),
        systemPaths,
        InstantSource.fixed(NOW),
        () -> ZoneOffset.ofHours(1));
  }
}
