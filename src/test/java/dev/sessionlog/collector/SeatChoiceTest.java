package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Machine;
import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which seat of a shared log dir a collector gets, when nobody holds a lock. */
@SuppressWarnings("try") // the lock is had, not used
final class SeatChoiceTest {
  private static final Machine HERE = Machine.here();
  private static final String OTHER_BOOT = "11111111-2222-3333-4444-555555555555/pid:[1]";

  @TempDir private Path logDir;

  private Path runDir() throws IOException {
    return Files.createDirectories(logDir.resolveSibling(logDir.getFileName() + "-run"));
  }

  private void signed(String place, String machine, Duration ago) throws IOException {
    Path file = Seat.first(logDir).lock();
    Files.writeString(
        file, "pid 7 of 7 in " + place + " on " + machine + ", run dir /run/of/another\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }

  private void assertFirst(boolean first) throws IOException {
    try (CollectorLock lock = CollectorLock.take(logDir, runDir())) {
      Seat expected = first ? Seat.first(logDir) : Seat.named(logDir, HERE.host());
      assertEquals(expected, lock.seat());
      assertTrue(Files.readString(expected.lock()).contains(" on " + HERE.host() + "/"));
    }
  }

  private static String here() {
    return HERE.host() + "/" + HERE.mark();
  }

  @Test
  void anEmptyLogDirAndOneOfAnEarlierVersionAreTakenAsTheyAre() throws IOException {
    assertFirst(true);
    Files.writeString(
        Seat.first(logDir).lock(), "pid 7 of 7 in " + OTHER_BOOT + ", run dir /run/x\n");
    assertFirst(true);
  }

  @Test
  void whatThisMachineSignedBeforeItsBootIsItsOwn() throws IOException {
    signed(OTHER_BOOT, here(), Duration.ofDays(4000));
    assertFirst(true);
  }

  @Test
  void aSignOfATimeThatIsYetToComeIsNoCopysButOfAClockThatWasSetBack() throws IOException {
    signed(OTHER_BOOT, here(), Duration.ofDays(-1));
    assertFirst(true);
  }

  @Test
  void whatACopyOfThisMachineSignedSinceItsBootIsTheCopys() throws IOException {
    signed(OTHER_BOOT, here(), Duration.ofSeconds(1));
    assertFirst(false);
    assertTrue(Files.readString(Seat.first(logDir).lock()).startsWith("pid 7 "));
  }

  @Test
  void aContainerThatWasStartedAgainWaitsUntilTheOneBeforeIsSilent() throws IOException {
    signed(HERE.bootId() + "/pid:[1]", here(), Duration.ofMinutes(4));
    assertFirst(false);
    signed(HERE.bootId() + "/pid:[1]", here(), Duration.ofMinutes(6));
    Files.delete(Seat.named(logDir, HERE.host()).lock());
    Files.delete(Seat.named(logDir, HERE.host()).folder());
    assertFirst(true);
  }

  @Test
  void anotherMachinesIsTakenWhenItIsSilentAndLeftNothing() throws IOException {
    signed(OTHER_BOOT, "web9/0123456789ab", Duration.ofDays(1));
    Path active = Files.createDirectories(Seat.first(logDir).active());
    Path link = active.resolve("20261124T114717-djqf");
    Files.createSymbolicLink(link, Path.of("../sessions/alice/20261124T114717-djqf"));
    assertFirst(false);
    Files.delete(link);
    Files.delete(Seat.named(logDir, HERE.host()).lock());
    Files.delete(Seat.named(logDir, HERE.host()).folder());
    assertFirst(true);
  }

  @Test
  void whoHasASeatOfItsNameStaysThere() throws IOException {
    Seat.named(logDir, HERE.host()).make();
    assertFirst(false);
  }

  @Test
  void whereThereIsOneSeatTheOtherIsNamedAndWhatToDo() throws IOException {
    signed(OTHER_BOOT, "web9/0123456789ab", Duration.ofSeconds(1));
    CollectorRunningException e =
        assertThrows(
            CollectorRunningException.class,
            () -> CollectorLock.take(logDir, runDir(), false).close());
    assertTrue(e.getMessage().contains("on another machine named web9"), e::getMessage);
    assertTrue(e.getMessage().contains("log.dir = \"" + logDir + "/%h\""), e::getMessage);
  }

  @Test
  void whoSleptForSoLongThatAnotherSignedKnows() throws IOException {
    try (CollectorLock lock = CollectorLock.take(logDir, runDir())) {
      assertTrue(lock.sign());
      signed(OTHER_BOOT, "web9/0123456789ab", Duration.ZERO);
      assertFalse(lock.sign());
    }
  }
}
