package dev.sessionlog.collector;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches the keeper, which watches this collector, and replaces a killed one. For one thread. */
final class KeeperWatch implements Runnable {
  /** The length of a program's name in the kernel. */
  private static final int NAME_LENGTH = 15;

  private final Path pidFile;
  private final Path launcher;
  private final Consumer<String> trouble;

  /**
   * Creates a watch.
   *
   * @param launcher the program that the keeper runs
   */
  KeeperWatch(RunDir runDir, Path launcher, Consumer<String> trouble) {
    this.pidFile = runDir.keeperPidFile();
    this.launcher = launcher;
    this.trouble = trouble;
  }

  @Override
  public void run() {
    try {
      String pid = Files.readString(pidFile).strip();
      if (pid.isEmpty() || lives(pid)) {
        return;
      }
      trouble.accept("the keeper of this collector, pid " + pid + ", is gone; starting another");
      start();
    } catch (NoSuchFileException none) {
      return; // it is ending, or never existed
    } catch (IOException e) {
      trouble.accept("cannot watch the keeper: " + e.getMessage());
    }
  }

  /**
   * Writes the removed file of the keeper again; starts another keeper if it ended with the folder.
   */
  void restore() throws IOException {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Path folder = pidFile.getParent();
    if (parent.isPresent() && isIn(parent.get().pid(), folder)) {
      RunDirFile.replace(pidFile, parent.get().pid() + "\n");
    } else {
      start();
    }
  }

  private boolean isIn(long pid, Path folder) {
    try {
      return lives(Long.toString(pid))
          && Files.isSameFile(Path.of("/proc/" + pid + "/cwd"), folder);
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean lives(String pid) {
    String name = String.valueOf(launcher.getFileName());
    try {
      Path process = Path.of("/proc", pid);
      return Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
              .strip()
              .equals(name.substring(0, Math.min(NAME_LENGTH, name.length())))
          && !Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1)
              .contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  /** In its own session, as a login does; the environment is still that of the keeper. */
  private void start() throws IOException {
    new ProcessBuilder("/usr/bin/setsid", launcher.toString(), "--keep-collector")
        .directory(new File("/"))
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
