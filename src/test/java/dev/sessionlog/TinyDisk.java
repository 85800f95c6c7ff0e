package dev.sessionlog;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, small enough to fill. Needs root, and a right to mount. */
public final class TinyDisk {
  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one; skips the test where that cannot be done.
   *
   * @param size as tmpfs(5) takes it
   */
  public static TinyDisk mount(Path folder, String size) throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
        "needs root and a mount(8) that is allowed");
    return new TinyDisk(folder);
  }

  /** Mounts it anew with these options; returns false when that cannot be done. */
  public boolean remount(String options) throws IOException, InterruptedException {
    return run("mount", "-o", "remount," + options, folder.toString());
  }

  /**
   * Takes it away, with all that it holds. A process that was just told to end may have a file open
   * there for a moment yet: it is waited for, ten seconds at most.
   *
   * @throws IOException when somebody keeps it busy for longer
   */
  public void unmount() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!run("umount", folder.toString())) {
      if (System.nanoTime() > end) {
        run("umount", "-l", folder.toString());
        throw new IOException(folder + ": still in use; detached all the same");
      }
      Thread.sleep(10);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
