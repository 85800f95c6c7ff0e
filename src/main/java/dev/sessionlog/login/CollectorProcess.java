package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The collector that serves a run dir, as others see it.
 *
 * @param runDir which one
 */
public record CollectorProcess(RunDir runDir) {
  private static final Path PROC = Path.of("/proc");
  private static final int LARGEST_PID_FILE = 32;
  private static final int LARGEST_STATUS = 1 << 20;

  /** Returns true when it lives. */
  public boolean lives() {
    return pid().isPresent();
  }

  /**
   * Returns its pid, if it lives; empty where the run dir is not this user's or root's. A file that
   * was left behind may name a process that is another's by now: it counts when it is the folder's
   * owner's and runs a JVM.
   */
  public Optional<Long> pid() {
    try (VerifiedFolder folder = VerifiedFolder.open(runDir.path())) {
      byte[] content = folder.read(runDir.pidFile().getFileName().toString(), LARGEST_PID_FILE);
      long pid = Long.parseLong(new String(content, StandardCharsets.US_ASCII).strip());
      return new ProcessTable(PROC).runs(pid, "java", folder.owner())
          ? Optional.of(pid)
          : Optional.empty();
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /**
   * Returns what it said last of how it is.
   *
   * @throws IOException when it said nothing yet, or the folder is not this user's or root's
   */
  public byte[] status() throws IOException {
    try (VerifiedFolder folder = VerifiedFolder.open(runDir.path())) {
      return folder.read(runDir.statusFile().getFileName().toString(), LARGEST_STATUS);
    }
  }
}
