package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing fails for other reasons than a full disk, in the middle of a session. */
final class DiskErrorFaultIT {
  private static final String QUOTA = "8M";
  private static final int FILE_LIMIT = 1 << 20;
  private static final int LINES = 160_000; // 16 MB
  private static final String CONTINUES = "; output from now on is lost";
  private static final String STALLS = "; the terminal waits";

  @TempDir private Path root;

  @Test
  void aSessionGoesOnThroughAnExceededQuotaWithAGap() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      mountWithQuota(scene);
      scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Duration longest = print(terminal);
      scene.awaitStatus("Disk quota exceeded" + CONTINUES);
      scene.awaitStatus("the log of ");
      liftQuota(scene);
      Tally tally = scene.finishAfterFault(terminal, recording);
      assertGap(tally, recording);
      row("4e", "a btrfs quota of 8 MiB is exceeded (EDQUOT)", "then lifted", tally, longest);
    }
  }

  @Test
  void aTerminalWaitsForAnExceededQuotaAndLosesNothing() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[recording]", "on_disk_full = \"stall\"");
      mountWithQuota(scene);
      scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(RecordingCheck.counter(LINES, LINES, "0"));
      scene.awaitStatus("Disk quota exceeded" + STALLS);
      liftQuota(scene);
      terminal.await(String.format("%010d counter", LINES), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      Tally tally = scene.finishAfterFault(terminal, recording);
      assertEquals(0, tally.inGaps());
      FaultReport.row(
          "4f",
          "the same with `on_disk_full = \"stall\"`",
          1,
          scene.assertExact(terminal, recording, LINES),
          longest,
          "the terminal waited, as configured; `status` said so; went on by itself; each line once");
    }
  }

  private static void mountWithQuota(FaultScene scene) throws Exception {
    String at = scene.logDir().toString();
    scene.mountDisk(scene.logDir(), scene.root().resolve("disk.img"), 160, "loop", "mkfs.btrfs");
    Outcome quota = scene.root("btrfs", "quota", "enable", at);
    assumeTrue(quota.exitsWith(0), () -> "no quota can be had here: " + quota.err());
    scene.root("btrfs", "qgroup", "limit", QUOTA, at).exits(0);
  }

  private static void liftQuota(FaultScene scene) throws Exception {
    scene.root("btrfs", "qgroup", "limit", "none", scene.logDir().toString()).exits(0);
  }

  @Test
  void aSessionGoesOnThroughALimitOfFileSizeWithAGap() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon("/usr/bin/prlimit", "--fsize=" + FILE_LIMIT + ":");
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Duration longest = print(terminal);
      scene.awaitStatus("File too large" + CONTINUES);
      assertTrue(daemon.isAlive(), "SIGXFSZ must not end the collector");
      long pid = scene.installation().awaitCollector();
      scene.root("prlimit", "--fsize=unlimited:", "--pid", Long.toString(pid)).exits(0);
      Tally tally = scene.finishAfterFault(terminal, recording);
      assertGap(tally, recording);
      row(
          "4g",
          "the collector may write files of 1 MiB only (EFBIG, SIGXFSZ)",
          "then any",
          tally,
          longest);
    }
  }

  @Test
  void aFileSystemThatTurnsReadOnlyIsNoticedAndTakenOverWhenItIsRepaired() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Path image = scene.root().resolve("disk.img");
      String options = "loop,errors=remount-ro";
      scene.mountDisk(scene.logDir(), image, 200, options, "mkfs.ext4", "-F");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      String source = scene.root("findmnt", "-no", "SOURCE", scene.logDir().toString()).out();
      Path trigger =
          Path.of("/sys/fs/ext4", source.strip().replace("/dev/", ""), "trigger_fs_error");
      assumeTrue(Files.isWritable(trigger), "this kernel has no trigger_fs_error");
      scene.root("sync", "-f", recording.toString()).exits(0); // no test of a loss of power
      Files.writeString(trigger, "1");
      Duration longest = print(terminal);
      scene.awaitStatus("Read-only file system" + CONTINUES);
      daemon.kill();
      scene.root("umount", scene.logDir().toString()).exits(0);
      // A copy: mount namespaces of others, made meanwhile, can keep the broken one mounted.
      Path repaired = scene.root().resolve("repaired.img");
      scene.root("cp", image.toString(), repaired.toString()).exits(0);
      scene.root("e2fsck", "-fy", repaired.toString());
      scene.mountAgain(scene.logDir(), repaired, options);
      daemon.restart();
      daemon.awaitReady();
      scene.endAfterFault(terminal, recording);
      String session = Files.readString(recording.resolve("session.json"));
      assertTrue(session.contains("Read-only file system"), session);
      assertTrue(session.contains("\"bytes\" : -1"), "a gap of unknown length: " + session);
      FaultReport.row(
          "4h",
          "an ext4 turns read-only while it is written to (EROFS), 16 MB of output; the collector"
              + " killed, the file system repaired and mounted again, the collector back",
          1,
          Tally.NONE,
          longest,
          "noticed, shown by `status`; a gap of unknown length, as the collector that counted died");
    }
  }

  private static Duration print(WatchedTerminal terminal) throws Exception {
    terminal.watch();
    terminal.enter(RecordingCheck.counter(LINES, LINES, "0"));
    terminal.await(String.format("%010d counter", LINES), FaultScene.LONG);
    return terminal.longestPause();
  }

  private static void assertGap(Tally tally, Path recording) throws Exception {
    assertTrue(tally.inGaps() > 0, "there must be a gap");
    assertTrue(Files.readString(recording.resolve("timing")).contains(" GAP "));
  }

  private static void row(String fault, String what, String then, Tally tally, Duration longest)
      throws Exception {
    FaultReport.row(
        fault,
        what + ", 16 MB of output; " + then,
        1,
        tally,
        longest,
        tally.inGaps()
            + " bytes in gaps, each exact, in `session.json` and `timing`; `status` warned; went on"
            + " by itself");
  }
}
