package dev.sessionlog.collector;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import java.io.IOException;
import java.nio.file.Files;

/** The file by which logins find the collector. Thread-safe. */
final class PidFile {
  private final RunDir runDir;
  private final RunDirWatch watch;

  PidFile(RunDir runDir, RunDirWatch watch) {
    this.runDir = runDir;
    this.watch = watch;
  }

  /** Creates it, and creates it again if it is removed. Everything else must exist before it. */
  void announce() throws IOException {
    write();
    watch.expect(runDir.pidFile(), this::write);
  }

  private void write() throws IOException {
    RunDirFile.replace(runDir.pidFile(), ProcessHandle.current().pid() + "\n");
  }

  /** Removes it, so that no further login comes, except those that saw it before. */
  void withdraw() throws IOException {
    watch.forget(runDir.pidFile());
    Files.deleteIfExists(runDir.pidFile());
  }
}
