package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.SystemPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor starts a collector that cannot start, again and again. */
final class StartFailuresTest {
  @TempDir Path dir;

  @Test
  void eachWaitsTwiceAsLongAsTheOneBeforeAndTheReasonIsKept() throws IOException {
    StartFailures failures = new StartFailures(dir);
    assertEquals(Optional.empty(), failures.why());
    for (long seconds : new long[] {0, 1, 2, 4, 8, 16, 32, 32}) {
      assertEquals(Duration.ofSeconds(seconds), failures.add("no room\non the disk"));
    }
    assertEquals(Optional.of("no room on the disk"), failures.why());
    failures.forget();
    assertEquals(Duration.ZERO, failures.add("again"));
  }

  @Test
  void aChangedConfigurationEndsTheWait() throws Exception {
    Path file = dir.resolve("sessionlog.toml");
    ConfigurationSource source = source(file);
    Map<Path, FileTime> read = StartFailures.changes(source);
    CompletableFuture<Void> wait =
        CompletableFuture.runAsync(() -> StartFailures.await(Duration.ofMinutes(5), source, read));
    while (!wait.isDone()) {
      Files.writeString(file, "[log]\n");
      TimeUnit.MILLISECONDS.sleep(50);
    }
    wait.get(1, TimeUnit.SECONDS);
  }

  @Test
  void aDropInThatComesEndsTheWait() throws Exception {
    ConfigurationSource source = source(dir.resolve("sessionlog.toml"));
    Files.createDirectory(dir.resolve("config.d"));
    Map<Path, FileTime> read = StartFailures.changes(source);
    Files.writeString(dir.resolve("config.d/a.toml"), "[log]\n");
    CompletableFuture.runAsync(() -> StartFailures.await(Duration.ofMinutes(5), source, read))
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void oneThatWasChangedWhileTheCollectorStartedIsNotWaitedFor() throws Exception {
    Path file = Files.writeString(dir.resolve("sessionlog.toml"), "mistake");
    ConfigurationSource source = source(file);
    Map<Path, FileTime> read = StartFailures.changes(source);
    Files.setLastModifiedTime(
        file, FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(1)));
    CompletableFuture.runAsync(() -> StartFailures.await(Duration.ofMinutes(5), source, read))
        .get(10, TimeUnit.SECONDS);
  }

  private static ConfigurationSource source(Path file) {
    return ConfigurationSource.of(Map.of(), 0, file, SystemPaths.STANDARD).withFile(file);
  }

  @Test
  void aDaemonUnderASupervisorNotesWhyItCannotStartAndStatusSaysIt() throws IOException {
    CliWorld world = new CliWorld(dir);
    Path run = Files.createDirectories(dir.resolve("own"));
    world.environment.put("SESSIONLOG_RUN_DIR", run.toString());
    world.environment.put("NOTIFY_SOCKET", dir.resolve("notify").toString());
    Path config = world.home().resolve(".config/sessionlog/sessionlog.toml");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "[pipe]\nmode = \"99\"\n");
    CliRun daemon = world.sessionlog("daemon").exitsWith(2);
    assertTrue(daemon.err().contains("no collector runs: "), daemon.err());
    String why = "not running; the last one could not start: ";
    CliRun mistaken = world.sessionlog("status").exitsWith(2);
    assertTrue(mistaken.out().contains(why) && mistaken.err().contains(":2:"), mistaken::out);
    Files.delete(config);
    String status = world.sessionlog("status").exitsWith(1).out();
    assertTrue(status.contains(why), status);
    assertTrue(status.contains("sessionlog.toml:2:"), status);
    world.environment.remove("NOTIFY_SOCKET");
    Files.writeString(config, "[pipe]\nmode = \"99\"\n");
    assertFalse(world.sessionlog("daemon").exitsWith(2).err().contains("no collector runs"));
  }
}
