package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The collector that serves a run dir, seen from other processes.
 *
 * @param runDir the run dir
 */
public record CollectorProcess(RunDir runDir) {
  private static final Path PROC = Path.of("/proc");
  private static final int LARGEST_PID_FILE = 32;
  private static final int LARGEST_STATUS = 1 << 20;

  /** Returns true if it is alive. */
  public boolean lives() {
    return pid().isPresent();
  }

  /**
   * Returns its pid, if it is alive; empty if the run dir does not belong to this user or root. The
   * pid in an old file may have been reused, so it counts only if the process belongs to the owner
   * of the folder and runs a JVM.
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
   * Returns its last status.
   *
   * @throws IOException if there is no status yet, or the folder does not belong to this user or
   *     root
   */
  public byte[] status() throws IOException {
    try (VerifiedFolder folder = VerifiedFolder.open(runDir.path())) {
      return folder.read(runDir.statusFile().getFileName().toString(), LARGEST_STATUS);
    }
  }
}
