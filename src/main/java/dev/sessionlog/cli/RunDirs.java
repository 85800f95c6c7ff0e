package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.CollectorProcess;
import dev.sessionlog.login.RunDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Chooses among the run dirs that the configuration allows. */
final class RunDirs {
  private static final Integer ROOT = 0;
  private static final Path SELF = Path.of("/proc/self");

  private RunDirs() {}

  /**
   * Returns the run dir of a running collector. If there is none, returns the first one that can be
   * created, which excludes folders of other users, for example that of {@code XDG_RUNTIME_DIR}
   * after su(1).
   */
  static RunDir choose(Configuration configuration) {
    return choose(configuration.runDirCandidates());
  }

  static RunDir choose(List<Path> candidates) {
    return candidates.stream()
        .map(RunDir::new)
        .filter(dir -> new CollectorProcess(dir).lives())
        .findFirst()
        .or(() -> candidates.stream().filter(RunDirs::usable).map(RunDir::new).findFirst())
        .orElseGet(() -> new RunDir(candidates.get(candidates.size() - 1)));
  }

  private static boolean usable(Path dir) {
    Path parent = dir.toAbsolutePath().getParent();
    return parent != null && Files.isWritable(parent) && isOwnOrRoots(parent);
  }

  private static boolean isOwnOrRoots(Path folder) {
    try {
      Object owner = Files.getAttribute(folder, "unix:uid");
      return owner.equals(ROOT) || owner.equals(Files.getAttribute(SELF, "unix:uid"));
    } catch (IOException gone) {
      return false;
    }
  }
}
