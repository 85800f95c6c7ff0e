package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cleanup} while the clock cannot be believed. */
final class CleanupClockTest {
  private static final String ID = "20251121T080000-bbbb";
  private static final String ENDED = "2025-11-21T09:00:00Z";

  @TempDir Path dir;
  private CliWorld world;
  private Path logDir;
  private Path recording;

  @BeforeEach
  void record() throws IOException {
    world = new CliWorld(dir);
    logDir = world.home().resolve(".local/state/sessionlog");
    recording = Files.createDirectories(logDir.resolve("sessions/alice/" + ID));
    Session session =
        SampleSession.named(ID)
            .started(Instant.parse("2025-11-21T08:00:00Z"))
            .build()
            .ended(SessionState.COMPLETE, Instant.parse(ENDED), OptionalInt.empty(), 0);
    Files.write(recording.resolve("session.json"), SessionFile.encodeInOneLine(session));
    Files.writeString(recording.resolve("typescript"), "Script started\nhello\r\n");
    Files.writeString(recording.resolve("timing"), "O 0.500000 7\n");
    Path config = world.home().resolve(".config/sessionlog/sessionlog.toml");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "[retention]\nmax_age = \"90d\"\n");
  }

  /** Keeps that the clock said {@code wall} just now. */
  private void theClockSaid(Instant wall, String more) throws IOException {
    String uptime = Files.readString(Path.of("/proc/uptime")).split("[. ]")[0] + "000";
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    Files.createDirectories(logDir.resolve("audit"));
    Files.writeString(
        logDir.resolve("audit/clock"),
        "believed %s 0 %s %s %s\n%s".formatted(wall, wall, uptime, boot, more));
  }

  @Test
  void afterAJumpNothingGoesForItsAgeAndItIsSaid() throws IOException {
    theClockSaid(CliWorld.NOW.minus(Duration.ofDays(400)), "");
    assertTrue(world.sessionlog("cleanup", "--dry-run").exitsWith(0).err().contains("jumped"));
    CliRun cleanup = world.sessionlog("cleanup", "-v").exitsWith(0);
    assertTrue(cleanup.err().contains("the clock jumped"), cleanup.err());
    assertEquals("nothing to do\n", cleanup.out());
    assertTrue(Files.exists(recording));
    assertTrue(Files.readString(logDir.resolve("audit/clock")).contains("doubted"));
  }

  @Test
  void whatAWrongClockStampedIsAsYoungAsItIs() throws IOException {
    String wrong = "wrong 2025-11-20T00:00:00Z 2025-11-22T00:00:00Z 2026-11-22T00:00:00Z\n";
    theClockSaid(CliWorld.NOW, wrong);
    world.sessionlog("cleanup").exitsWith(0).complainsNot();
    assertTrue(Files.exists(recording));
  }

  @Test
  void aSteadyClockRemovesWhatIsOld() throws IOException {
    world.sessionlog("cleanup").exitsWith(0).complainsNot();
    assertFalse(Files.exists(recording));
  }
}
