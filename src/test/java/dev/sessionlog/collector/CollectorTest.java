package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector as its process sees it. */
final class CollectorTest {
  @TempDir private Path root;
  private CollectorWorld world;
  private @Nullable Collector collector;

  @BeforeEach
  void prepare() throws Exception {
    world = new CollectorWorld(root);
  }

  @AfterEach
  void end() throws Exception {
    if (collector != null) {
      collector.stop();
    }
    world.close();
  }

  private Collector start(String text) throws Exception {
    Configuration configuration = world.configure(text);
    Collector started =
        Collector.start(
            configuration, world.runDir, world.unix, (of, clock, trouble) -> world.transcripts);
    collector = started;
    return started;
  }

  private String status() throws IOException {
    return Files.readString(world.runDir.statusFile());
  }

  @Test
  void oneThatRunsCanBeFoundAndOneThatStoppedCannot() throws Exception {
    Collector first = start("");
    String pid = Long.toString(ProcessHandle.current().pid());
    assertEquals(pid, Files.readString(world.runDir.pidFile()).strip());
    assertTrue(status().contains("\"pid\":" + pid), status());
    CollectorWorld.await("all threads", first::well);
    first.stop();
    assertFalse(Files.exists(world.runDir.pidFile()));
    assertFalse(first.dying());
    assertTrue(world.transcripts.closed);
    assertTimeoutPreemptively(Duration.ofSeconds(5), first::awaitEnd);
    first.stop();
    start("");
    assertTrue(Files.exists(world.runDir.pidFile()));
  }

  @Test
  void itTakesOverWhatIsThereAndLeavesItWhenItStops() throws Exception {
    SessionId id = world.begin("alice").id();
    UnixFile end = world.writer(id);
    world.half.sessions().stop();
    CollectorWorld.write(end, "between ");
    Collector taking = start("");
    CollectorWorld.await("what waited", () -> world.typescript(id).equals("between "));
    CollectorWorld.write(end, "rest");
    taking.stop();
    assertEquals("between rest", world.typescript(id));
    assertFalse(world.recording(id).session().hasEnded());
    CollectorWorld.write(end, "held");
  }

  @Test
  void oneThatHasNothingToDoLeavesInGoodOrder() throws Exception {
    Collector idle = start("[collector]\nidle_exit = \"1s\"\n");
    assertTimeoutPreemptively(Duration.ofSeconds(20), idle::awaitEnd);
    assertFalse(idle.dying());
    assertFalse(Files.exists(world.runDir.pidFile()), "a login would knock there");
  }

  @Test
  void oneThatIsNeededDoesNotLeave() throws Exception {
    SessionId id = world.begin("alice").id();
    UnixFile end = world.writer(id);
    CollectorWorld.write(end, "x");
    world.half.sessions().stop();
    start("[collector]\nidle_exit = \"1s\"\n");
    Thread.sleep(2500); // nothing can be waited for that does not come
    assertTrue(Files.exists(world.runDir.pidFile()));
  }

  @Test
  void aReloadCountsForLoginsAtOnceAndSaysWhatItDoesNotChange() throws Exception {
    Collector running = start("");
    running.reload(world.configure("[login]\non_unavailable = \"deny\"\n"));
    String unanswered = Files.readString(world.runDir.unanswered());
    assertTrue(unanswered.contains("exit"), unanswered);
    running.reload(world.configure("[transcript]\nquiet = \"7s\"\n"));
    CollectorWorld.await("the warning", () -> status().contains("take effect at the next start"));
    assertEquals(root.toRealPath().resolve("log"), running.seat().logDir());
  }

  @Test
  void aReloadSaysThatSealingStaysAsItIs() throws Exception {
    start("").reload(world.configure("[seal]\ninterval = \"5s\"\n"));
    CollectorWorld.await(
        "the warning",
        () -> status().contains("[transcript] and [seal] take effect at the next start"));
  }

  @Test
  void whatBelongsIntoTheRunDirIsMadeAgainThePidLast() throws Exception {
    start("");
    Files.delete(world.runDir.pidFile());
    Files.delete(world.runDir.unanswered());
    CollectorWorld.await("the pid file", () -> Files.exists(world.runDir.pidFile()));
    assertTrue(Files.exists(world.runDir.unanswered()));
  }
}
