package dev.sessionlog.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The names by which processes were called. The kernel reads them from the memory of the process,
 * and its user can have that wait for ever, by a file system of their own. Thread-safe.
 */
final class CommandLines {
  /** A process that cannot be read hides something; a login shell is the worst that it can be. */
  static final String UNREADABLE = "-";

  private static final int LARGEST = 4096;
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final Path proc;
  private final PatientReads reads = new PatientReads("cmdline", PATIENCE);

  CommandLines(Path proc) {
    this.proc = proc;
  }

  /** Returns the first word of a command line; empty when the process is gone. */
  String nameOf(long pid) {
    return reads.read(pid, () -> read(pid)).orElse(UNREADABLE);
  }

  private String read(long pid) {
    try (InputStream in = Files.newInputStream(proc.resolve(pid + "/cmdline"))) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8).split("\0", 2)[0];
    } catch (IOException gone) {
      return "";
    }
  }
}
