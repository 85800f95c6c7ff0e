package dev.sessionlog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * In the place of {@code java} in a namespace, one whose heap is small, until it is closed. What
 * runs already keeps its own.
 */
final class SmallHeap implements AutoCloseable {
  private static final String JDK = "/run/jdk";

  private final SystemInstallation system;
  private final String java;

  private SmallHeap(SystemInstallation system, String java) {
    this.system = system;
    this.java = java;
  }

  static SmallHeap of(SystemInstallation system, String size) throws IOException {
    Path home = Path.of(System.getProperty("sessionlog.java.home")).toRealPath();
    SmallHeap heap = new SmallHeap(system, home + "/bin/java");
    Path small =
        Files.writeString(
            system.path("/run/small-java"),
            """
            #!/bin/sh
            for each; do
              shift
              case $each in -Xmx*) each=-Xmx%1$s ;; -Xms*) each=-Xms%1$s ;; esac
              set -- "$@" "$each"
            done
            exec %2$s/bin/java "$@"
            """
                .formatted(size, JDK));
    Files.setPosixFilePermissions(small, PosixFilePermissions.fromString("rwxr-xr-x"));
    heap.root("mkdir -p %1$s; mount --bind %2$s %1$s".formatted(JDK, home));
    return heap;
  }

  /** What is started from now on has a small heap. */
  void begin() throws IOException {
    root("mount --bind /run/small-java " + java);
  }

  private void root(String code) throws IOException {
    try {
      Outcome outcome = system.as(new SystemInstallation.User("root", 0, 0), code);
      if (!outcome.exitsWith(0)) {
        throw new IOException(outcome.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    root("umount " + java + "; umount -l " + JDK);
  }
}
