package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnockRoomTest {
  @TempDir private Path proc;
  private final Path knocks = Path.of("/run/sessionlog/knock");
  private final List<String> troubles = new ArrayList<>();
  private long free;
  private long now;

  @Test
  void whoHoldsMostIsNamedOnceAMinuteWhileFewAreLeft() throws IOException {
    Path open = Files.createDirectories(proc.resolve("42/fd"));
    Files.createSymbolicLink(open.resolve("0"), Path.of("/dev/null"));
    Files.createSymbolicLink(open.resolve("3"), Path.of(knocks + "/7 (deleted)"));
    Files.createSymbolicLink(open.resolve("4"), Path.of(knocks + "/8"));
    Files.createDirectories(proc.resolve("43"));
    Object uid = Files.getAttribute(proc, "unix:uid");
    KnockRoom room =
        new KnockRoom(knocks, proc, path -> new long[] {1000, free}, troubles::add, () -> now);
    free = 100;
    room.look();
    assertEquals(List.of(), troubles);
    free = 99;
    room.look();
    room.look();
    assertEquals(1, troubles.size());
    assertTrue(troubles.get(0).contains("99 of 1000 inodes"), troubles::toString);
    assertTrue(
        troubles.get(0).contains("uid " + uid + " holds 2 deleted knocks open"),
        troubles::toString);
    now += Duration.ofMinutes(1).toNanos();
    room.look();
    assertEquals(2, troubles.size());
  }

  @Test
  void aFileSystemThatCountsNoneIsNeverShort() {
    new KnockRoom(knocks, proc, path -> new long[] {0, 0}, troubles::add, () -> now).look();
    assertEquals(List.of(), troubles);
  }
}
