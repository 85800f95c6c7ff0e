package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uninstalling on a machine without systemd, while somebody works. */
final class UninstallIT {
  @TempDir private Path root;

  @Test
  void theCollectorEndsAndSessionsGoOn() throws Exception {
    Optional<String> obstacle = ServerCopy.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    try (ServerCopy server = ServerCopy.in(root.toRealPath())) {
      server.startCollector();
      Terminal alice = server.login(false, "alice").await("READY> ");
      alice.enter("echo be''fore").await("before");
      Path recording = server.awaitRecording("alice", "before");
      Outcome told = server.sh("/mnt/install --uninstall").exits(0);
      assertTrue(
          told.out().contains("sessions that continue but are no longer recorded: 1\n"),
          told.toString());
      assertTrue(told.out().endsWith("install: uninstalled\n"), told.toString());
      assertFalse(told.err().contains("sessionlog"), told.err());
      String left =
          server
              .sh("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'dev[.]sessionlog[.]'; :")
              .out();
      assertEquals("0\n", left, "collector or transcriber");
      // More than any pipe holds: the terminal waits for nobody.
      alice.enter("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo af''ter").await("after");
      alice.enter("echo mo''re").await("more").enter("exit");
      alice.awaitExit(); // script cannot write its last line, and its exit code may say so
      server.sh("/mnt/install").exits(0);
      server.startCollector();
      Installation.awaitValue(
          "the end of the recording",
          () ->
              Files.readString(recording.resolve("session.json")).contains("\"truncated\"")
                  ? Optional.of(true)
                  : Optional.empty());
    }
  }
}
