package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel gives a collector less than it asks for: descriptors, room in pipes. */
final class ScarceFaultIT {
  private static final int LINES = 20_000; // 2 MB

  /** As much as one user's pipes may hold by default, and more: fs.pipe-user-pages-soft. */
  private static final String USE_UP =
      "$| = 1; my @all; for (1..70) { pipe(my $r, my $w) or die; fcntl($w, 1031, 1 << 20) or die $!;"
          + " push @all, $r, $w } print \"used up\\n\"; sleep 300";

  @TempDir private Path root;

  /** Without the right to go beyond what one user's pipes may hold together. */
  private static final String[] AS_ANYBODY = {
    "/usr/bin/setpriv", "--bounding-set", "-sys_resource,-sys_admin"
  };

  @Test
  void aPipeThatIsSmallerThanAskedForIsToldOfOnceAndNothingIsLost() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed");
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may use up so much");
    Process others = new ProcessBuilder("/usr/bin/perl", "-e", USE_UP).start();
    try (FaultScene scene = FaultScene.in(root);
        BufferedReader said = others.inputReader()) {
      assertEquals("used up", said.readLine());
      Daemon daemon = scene.startDaemon(AS_ANYBODY);
      WatchedTerminal small = scene.login();
      Path recording = scene.recordingOf(small);
      scene.awaitStatus("pipe.size: asked for 1MiB, got 8KiB");
      small.enter(RecordingCheck.counter(LINES, LINES, "0"));
      small.await(RunDirFaultIT.last(LINES), FaultScene.LONG);
      RunDirFaultIT.end(scene.login(), 0);
      RunDirFaultIT.end(small, 0);
      scene.awaitAllDone();
      assertEquals(0, scene.assertExact(small, recording, LINES).inGaps());
      assertEquals(1, RunDirFaultIT.count(daemon.log(), "pipe.size: asked for"), daemon.log());
    } finally {
      others.destroyForcibly();
    }
  }

  @Test
  void whatFailsEachSecondForWantOfDescriptorsIsToldOnce() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon("/bin/sh", "-c", "ulimit -n 60; exec \"$@\"", "sh");
      for (int logins = 0; logins < 8; logins++) {
        scene.login();
      }
      awaitValue(
          "a failure",
          () -> Optional.of(text(daemon)).filter(log -> log.contains("Too many open files")));
      for (int more = 0; more < 3; more++) {
        scene.login(); // which fails as the one before
      }
      List<String> lines =
          daemon
              .log()
              .lines()
              .filter(line -> line.contains("Too many open files"))
              .map(line -> line.replaceFirst("^\\S+ \\S+ ", ""))
              .toList();
      assertFalse(lines.isEmpty(), daemon.log());
      assertEquals(lines.stream().distinct().toList(), lines, "each is told once");
    }
  }

  private static String text(Daemon daemon) {
    try {
      return daemon.log();
    } catch (IOException notYet) {
      return "";
    }
  }
}
