package dev.sessionlog.collector;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Checks that the run dir is complete, and creates again what was removed, for example by logind at
 * a user's last logout or by a cleaner of temporary files. Running sessions do not need it, because
 * their pipes are open, but logins and the next collector do. Thread-safe.
 */
final class RunDirWatch {
  private static final int MOST_FAILURES = 3;

  private final RunDir runDir;
  private final Making preparing;
  private final BooleanSupplier needed;
  private final Runnable unneeded;
  private final Consumer<String> trouble;
  private final Map<Path, Making> files = new LinkedHashMap<>();
  private String problem = "";
  private int failed;
  private Runnable hopeless = () -> {};
  private boolean closed;

  /** Creates a file of the run dir. */
  interface Making {
    void make() throws IOException;
  }

  /**
   * Creates a watch.
   *
   * @param preparing creates the run dir with its folders; see {@link #prepare}
   * @param needed returns true if a missing run dir must be created again
   * @param unneeded is called otherwise
   * @param trouble receives one line for people about what was missing
   */
  RunDirWatch(
      RunDir runDir,
      Making preparing,
      BooleanSupplier needed,
      Runnable unneeded,
      Consumer<String> trouble) {
    this.runDir = runDir;
    this.preparing = preparing;
    this.needed = needed;
    this.unneeded = unneeded;
    this.trouble = trouble;
  }

  /** Creates the run dir for the mode. */
  static void prepare(RunDir runDir, Unix unix, boolean system) throws IOException {
    if (system) {
      new RunDirFolders(runDir).prepareForAll();
    } else {
      new RunDirFolders(runDir).prepare(unix.uid());
    }
  }

  /** Adds a file to those that must exist. */
  synchronized void expect(Path file, Making making) {
    files.put(file, making);
  }

  /** Removes a file from those that must exist. */
  synchronized void forget(Path file) {
    files.remove(file);
  }

  /** Sets the action after {@value #MOST_FAILURES} failures in a row to create it. */
  synchronized void onHopeless(Runnable last) {
    hopeless = last;
  }

  /** Stops watching. */
  synchronized void close() {
    closed = true;
  }

  /** Checks, and creates what is missing. */
  synchronized void look() {
    if (closed) {
      return;
    }
    boolean gone = !isFolder(runDir.path());
    if (gone && !needed.getAsBoolean()) {
      unneeded.run();
      return;
    }
    List<Path> lost = files.keySet().stream().filter(RunDirWatch::isMissing).toList();
    if (lost.isEmpty() && runDir.folders().stream().allMatch(RunDirWatch::isFolder)) {
      return;
    }
    try {
      preparing.make();
      for (Path file : lost) {
        files.get(file).make();
      }
      problem = "";
      failed = 0;
      trouble.accept(
          "the run dir %s was removed%s; created again, and sessions continue"
              .formatted(runDir.path(), gone ? "" : " in part"));
    } catch (IOException e) {
      tell(String.valueOf(e.getMessage()));
      if (++failed == MOST_FAILURES) {
        hopeless.run();
      }
    }
  }

  private void tell(String why) {
    if (!why.equals(problem)) {
      problem = why;
      trouble.accept(
          "the run dir %s was removed and cannot be created again yet: %s; sessions continue, but logins get no answer"
              .formatted(runDir.path(), why));
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isMissing(Path path) {
    return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
