package dev.sessionlog.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A user's process that has the kernel hold the lock of something of theirs, a pipe or a terminal's
 * size, for as long as a page of memory is not delivered: whoever else touches that waits in the
 * kernel and cannot be killed. {@link #close} delivers the page.
 */
final class PageThatNeverComes implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of("src/test/resources/fault/page-that-never-comes").toAbsolutePath();
  private static final User ROOT = new User("root", 0, 0);

  private final Process server;

  private PageThatNeverComes(Process server) {
    this.server = server;
  }

  /** Skips the test where there is no FUSE. */
  static void require() {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "the kernel has no FUSE");
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "python3 is not installed");
  }

  /** Has {@code user} hold the locks of pipes, or of terminals' sizes. */
  static PageThatNeverComes hold(SystemInstallation system, User user, String... files)
      throws IOException {
    String code =
        "d=$(mktemp -d /run/page-XXXXXX); chmod 755 \"$d\"; exec /usr/bin/python3 %s \"$d\" %d %s"
            .formatted(PROGRAM, user.uid(), String.join(" ", files));
    Process server = system.start(ROOT, code);
    BufferedReader says = server.inputReader();
    String said = says.readLine();
    if (said == null) {
      String why = new String(server.getErrorStream().readAllBytes(), UTF_8);
      assumeTrue(!why.contains("mount: "), () -> "no FUSE file system can be mounted here: " + why);
      throw new AssertionError(why);
    }
    assertEquals("held", said);
    return new PageThatNeverComes(server);
  }

  @Override
  public void close() throws IOException {
    server.getOutputStream().close();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
