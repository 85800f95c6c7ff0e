package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One user writes without end; with nothing configured, another one's recording has no gap. */
final class SharedDiskIT {
  private static final User BOB = new User("bob", 6401, 6401);
  private static final User ALICE = new User("alice", 6402, 6402);
  private static final User ROOT = new User("root", 0, 0);
  private static final int MIB = 1 << 20;
  private static final int SIZE = 64 * MIB;
  private static final int RESERVE = SIZE / 4;

  @TempDir private Path root;

  @Test
  void whoFillsTheDiskHasTheGapAndNobodyElse() throws Exception {
    SystemInstallation.assumePossible();
    try (SystemInstallation system =
        SystemInstallation.in(root.toRealPath(), List.of(BOB, ALICE), List.of(), "tmpfs")) {
      system.configure("");
      system.as(ROOT, "mount -o remount,size=" + SIZE + " /var/log");
      system.as(ROOT, "head -c 44M /dev/zero >/var/log/others");
      system.startCollector();
      Terminal bob = system.login(BOB);
      bob.await("READY> ").enter("yes 'bob fills the disk for all the others, or tries to'");
      awaitStatus(system, "session \\S+ of bob: less than recording.reserve is free");
      awaitStatus(system, "the log of bob cannot be written: less than recording.reserve is free");

      Terminal alice = system.login(ALICE);
      alice.await("READY> ").enter("seq -f 'alice-%06g-works' 2000; echo did-$((1+1))");
      alice.await("did-2").enter("exit");
      assertEquals(0, alice.awaitExit());
      Path recording = recording(system, "alice");
      awaitValue(
          "her session's end",
          () ->
              Optional.of(Files.readString(recording.resolve("session.json")))
                  .filter(text -> text.contains("\"complete\"")));
      String told = Files.readString(recording.resolve("session.json"));
      assertFalse(told.contains("\"reason\""), told);
      String shown = Files.readString(recording.resolve("typescript"));
      assertEquals(2000, shown.lines().filter(line -> line.endsWith("-works")).count());
      awaitValue(
          "her last line in the log",
          () ->
              Optional.of(Files.readString(system.logDir().resolve("alice.log")))
                  .filter(text -> text.contains("session closed")));
      long free = system.logDir().toFile().getUsableSpace();
      // Two shares for bob, of recordings and log, and 0.3 MB of hers.
      assertTrue(free > RESERVE * 16L / 17 * 16 / 17 - 2 * MIB, () -> "free: " + free);

      bob.type("\u0003");
      bob.enter("exit");
      bob.awaitExit();
      Path his = recording(system, "bob");
      awaitValue(
          "his gap",
          () ->
              Optional.of(Files.readString(his.resolve("session.json")))
                  .filter(text -> text.contains("bob has used up a share of it")));
      assertTrue(Files.readString(his.resolve("timing")).contains(" GAP "));
      system.as(ROOT, "mount -o remount,size=1g /var/log");
      awaitValue(
          "the gap in his log",
          () ->
              Optional.of(system.as(ROOT, "cat /var/log/sessionlog/bob.log").out())
                  .filter(text -> text.contains("-- gap: ")));
    }
  }

  private static Path recording(SystemInstallation system, String user) throws Exception {
    List<Path> all = system.recordings(user);
    return all.get(all.size() - 1);
  }

  private static void awaitStatus(SystemInstallation system, String regex) {
    awaitValue(
        "a status that says " + regex,
        () ->
            Optional.of(Files.readString(system.path("/run/sessionlog/status.json")))
                .filter(status -> status.matches("(?s).*" + regex + ".*")));
  }
}
