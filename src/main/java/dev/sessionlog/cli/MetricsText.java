package dev.sessionlog.cli;

import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Metrics in the text format of Prometheus
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 */
final class MetricsText {
  private static final int READABLE = 0644;

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

  /** Replaces {@code file} atomically, readable for all. */
  void replace(Path file) throws IOException {
    // node_exporter reads only names ending in .prom, so never this one.
    Path next = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      // Other users may write to that folder, so nothing of theirs is opened or followed.
      try (UnixFile metrics =
          Unix.load().open(next, OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)) {
        ByteBuffer bytes = UnixFile.allocate(text.length());
        bytes.put(text.toString().getBytes(StandardCharsets.US_ASCII)).flip();
        metrics.write(bytes);
        metrics.chmod(READABLE);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      String reason =
          String.valueOf(e.getMessage()).replaceFirst("^" + Pattern.quote(next + ": "), "");
      throw new FileSystemException(file.toString(), null, reason);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
