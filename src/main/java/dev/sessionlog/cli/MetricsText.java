package dev.sessionlog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Metrics in the text format of Prometheus
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 */
final class MetricsText {
  private final StringBuilder text = new StringBuilder();

  /** Adds a metric that can go up and down, without labels. */
  MetricsText gauge(String name, String help, long value) {
    String full = "sessionlog_" + name;
    text.append("# HELP ").append(full).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(full).append(" gauge\n");
    text.append(full).append(' ').append(value).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Replaces {@code file}, readable for all: who reads it sees the old or the new, whole. */
  void replace(Path file) throws IOException {
    // node_exporter reads what ends in .prom alone, so never this one.
    Path next = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(next, text);
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
