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

  /** Makes it, and has it made again when somebody removes it. Who sees it finds the rest. */
  void announce() throws IOException {
    write();
    watch.expect(runDir.pidFile(), this::write);
  }

  private void write() throws IOException {
    RunDirFile.replace(runDir.pidFile(), ProcessHandle.current().pid() + "\n");
  }

  /** Removes it: no login comes any more, but for those that still saw it. */
  void withdraw() throws IOException {
    watch.forget(runDir.pidFile());
    Files.deleteIfExists(runDir.pidFile());
  }
}
