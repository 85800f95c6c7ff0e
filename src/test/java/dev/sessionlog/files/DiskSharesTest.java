package dev.sessionlog.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSharesTest {
  private static final long MIB = 1 << 20;
  private static final long RESERVE = 64 * MIB;

  private final List<String> warnings = new ArrayList<>();
  private final FakeDisk disk = new FakeDisk(1024 * MIB);
  private long now;
  private long reserve = RESERVE;
  private final DiskShares shares = new DiskShares(() -> reserve, disk, () -> now, warnings::add);

  private static final class FakeDisk implements DiskShares.Disk {
    private final long size;
    private long free;

    FakeDisk(long size) {
      this.size = size;
      this.free = size;
    }

    @Override
    public long free() {
      return free;
    }

    @Override
    public long size() {
      return size;
    }
  }

  /** What is said of them holds for any number of users and any order and size of writes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void howeverManyWriteWithoutEndSomethingIsLeftForAll(int greedy) {
    Random random = new Random(greedy);
    for (int round = 0; round < 400 * greedy; round++) {
      later();
      write("greedy" + random.nextInt(greedy), 1 + random.nextInt(1 << 20));
    }
    for (int user = 0; user < greedy; user++) {
      while (write("greedy" + user, MIB) > 0) {
        later();
      }
    }
    long least = (long) (RESERVE * Math.pow(16 / 17.0, greedy));
    assertTrue(disk.free >= least - 2L * greedy, () -> disk.free + " left, at least " + least);
    long modest = disk.free / 17;
    assertEquals(modest, write("modest", modest), "who took nothing has a share of what is left");
    assertEquals(0, write("greedy0", 1));
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void aboveTheReserveNobodyIsLimited() {
    assertEquals(900 * MIB, write("bob", 900 * MIB));
    assertTrue(shares.room("bob") > 60 * MIB);
    assertEquals(List.of(), warnings);
  }

  @Test
  void oneWhoWasRefusedGoesOnWhenTheirPartIsHalfOfAShare() {
    disk.free = RESERVE / 4;
    fill("bob");
    long taken = RESERVE / 4 - disk.free;
    disk.free = taken * 31;
    later();
    assertEquals(0, shares.room("bob"), "not for each little room");
    disk.free = taken * 33;
    later();
    assertTrue(shares.room("bob") > 0);
  }

  @Test
  void whatWasTakenIsForgottenWhenThereIsRoomAgain() {
    disk.free = RESERVE;
    fill("bob");
    disk.free = 2 * RESERVE;
    later();
    shares.room("alice");
    disk.free = RESERVE / 2;
    later();
    assertTrue(shares.room("bob") > 0);
    assertEquals(3, warnings.size(), warnings::toString);
    assertTrue(warnings.get(1).contains("again"), warnings::toString);
  }

  @Test
  void newSessionsAreRefusedWhenTwiceAShareIsTaken() {
    disk.free = RESERVE;
    fill("bob");
    assertTrue(shares.mayBegin("bob"), "a session with a gap is better than none");
    int begun = 0;
    while (shares.mayBegin("bob")) {
      later();
      shares.added("bob", 80 * 1024);
      disk.free -= 20 * 1024;
      begun++;
    }
    assertTrue(begun > 30 && begun < 80, "begun: " + begun);
    assertTrue(shares.mayBegin("alice"));
  }

  @Test
  void theReserveOfASmallDiskIsAQuarterOfIt() {
    reserve = 1 << 30;
    disk.free = 257 * MIB;
    assertTrue(shares.room("bob") < 40 * MIB);
    assertEquals(List.of(), warnings);
    disk.free = 255 * MIB;
    later();
    shares.room("bob");
    assertEquals(1, warnings.size());
  }

  @Test
  void withoutAReserveOrASizeNobodyIsLimited() {
    reserve = 0;
    disk.free = 0;
    assertEquals(Long.MAX_VALUE, shares.room("bob"));
    assertTrue(shares.mayBegin("bob"));
    reserve = RESERVE;
    DiskShares unknown = new DiskShares(() -> RESERVE, new FakeDisk(0), () -> now, warnings::add);
    assertEquals(Long.MAX_VALUE, unknown.room("bob"));
    assertFalse(warnings.stream().anyMatch(text -> text.contains("reserve")));
  }

  private void later() {
    now += Duration.ofSeconds(1).toNanos();
  }

  private void fill(String user) {
    while (write(user, MIB) > 0) {
      later();
    }
  }

  private long write(String user, long bytes) {
    long written = Math.min(bytes, shares.room(user));
    disk.free -= written;
    shares.added(user, written);
    return written;
  }
}
