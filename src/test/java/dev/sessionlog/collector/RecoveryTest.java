package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.unix.UnixFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector makes of what another one left. */
final class RecoveryTest {
  @TempDir private Path root;
  private CollectorWorld world;
  private SessionId id;
  private UnixFile end;

  @BeforeEach
  void leaveASession() throws Exception {
    world = new CollectorWorld(root);
    id = world.begin("alice").id();
    end = world.writer(id);
    CollectorWorld.write(end, "before ");
    CollectorWorld.await("the first bytes", () -> world.typescript(id).equals("before "));
    world.half.sessions().stop();
  }

  @AfterEach
  void end() throws Exception {
    world.close();
  }

  private Recovery recover() throws Exception {
    world.restart();
    world.half.recovery().run();
    return world.half.recovery();
  }

  private boolean isActive() {
    return world.half.sessions().isActive(id);
  }

  @Test
  void aSessionThatGoesOnIsReadOnWithoutAGap() throws Exception {
    CollectorWorld.write(end, "between ");
    Recovery recovery = recover();
    CollectorWorld.await("its reader", this::isActive);
    assertFalse(recovery.busy());
    CollectorWorld.write(end, "after");
    CollectorWorld.await(
        "the last bytes", () -> world.typescript(id).equals("before between after"));
    end.close();
    CollectorWorld.await("its end", () -> !isActive());
    assertEquals(List.of(), world.recording(id).session().gaps());
  }

  @Test
  void oneThatEndedMeanwhileEndsWithItsLastBytes() throws Exception {
    CollectorWorld.write(end, "last");
    end.close();
    recover();
    CollectorWorld.await("its end", () -> world.recording(id).session().hasEnded());
    assertEquals("before last", world.typescript(id));
    CollectorWorld.await("no reader", () -> !isActive());
    assertFalse(Files.exists(world.runDir.pipe(id)));
    assertFalse(world.half.idle(), "its transcript is still to be written");
  }

  @Test
  void oneWhosePipeNobodyHeldHasAGapOfUnknownSize() throws Exception {
    PipeKeepAlive.discard(world.unix, world.runDir.pipe(id));
    recover();
    CollectorWorld.await("its reader", this::isActive);
    CollectorWorld.write(end, "after");
    CollectorWorld.await("more", () -> world.typescript(id).endsWith("after"));
    end.close();
    CollectorWorld.await("its end", () -> world.recording(id).session().hasEnded());
    List<Gap> gaps = world.recording(id).session().gaps();
    assertEquals(List.of(-1L), gaps.stream().map(Gap::bytes).toList());
  }

  @Test
  void oneWithoutAPipeIsOver() throws Exception {
    end.close();
    PipeKeepAlive.discard(world.unix, world.runDir.pipe(id));
    Files.delete(world.runDir.pipe(id));
    Recovery recovery = recover();
    assertTrue(recovery.busy(), "no terminal waits for it, so it has time");
    CollectorWorld.await(
        "its end",
        () -> {
          recovery.retry(); // what is looked at already is not looked at twice
          return !recovery.busy();
        });
    assertEquals(SessionState.TRUNCATED, world.recording(id).session().state());
    assertEquals("before ", world.typescript(id));
  }

  @Test
  void whatNobodyWasEverToldOfIsDiscarded() throws Exception {
    Recording half = world.opener.open(CollectorWorld.login("bob", 1)).writer().recording();
    Files.delete(half.sessionFile());
    assertFalse(Files.exists(PipeFolder.sessionFile(world.runDir.pipe(half.id()))));
    recover();
    CollectorWorld.await("its end", () -> !Files.exists(half.folder()));
    assertFalse(Files.exists(world.runDir.pipe(half.id())));
    CollectorWorld.await("the other one", this::isActive);
  }

  @Test
  void whatCannotBeTakenOverIsToldOnceAndTriedAgain() throws Exception {
    Recording recording = world.recording(id);
    byte[] good = Files.readAllBytes(recording.sessionFile());
    Files.delete(recording.sessionFile());
    Files.createDirectory(recording.sessionFile());
    Recovery recovery = recover();
    assertTrue(recovery.busy());
    for (int i = 0; i < 3; i++) {
      world.pass(Duration.ofSeconds(2));
      recovery.retry();
      recovery.settle();
    }
    String told = world.warnings();
    assertEquals(1, told.split("cannot be taken over yet", -1).length - 1, told);
    assertFalse(told.contains(" times)"), told);
    assertFalse(isActive());
    Files.delete(recording.sessionFile());
    Files.write(recording.sessionFile(), good);
    world.pass(Duration.ofSeconds(2));
    recovery.retry();
    CollectorWorld.await("its reader", this::isActive);
    CollectorWorld.await("word of it", () -> world.warnings().contains(id + ": taken over"));
    assertFalse(recovery.busy());
  }

  @Test
  void aReaderThatFailsIsReplacedAtOnceAndOverAndOverOnlyAfterAWhile() throws Exception {
    Recovery recovery = recover();
    CollectorWorld.await("its reader", this::isActive);
    fail();
    recovery.retry();
    CollectorWorld.await("another", this::isActive);
    // On a busy machine a second may pass between two failures.
    CollectorWorld.await(
        "one that has to wait",
        () -> {
          fail();
          recovery.retry();
          recovery.settle();
          return !isActive();
        });
    CollectorWorld.await("recovery to know", recovery::busy);
    world.pass(Duration.ofSeconds(2));
    recovery.retry();
    CollectorWorld.await("another", this::isActive);
  }

  private void fail() {
    world.half.sessions().failed(world.half.sessions().active().iterator().next());
  }

  @Test
  void aPipeOfNoSessionIsRemoved() throws Exception {
    SessionId stray = SessionId.parse("20251124T100000-bcdf").orElseThrow();
    world.unix.mkfifo(world.runDir.pipe(stray), 0600);
    Recovery recovery = recover();
    assertTrue(Files.exists(world.runDir.pipe(stray)));
    world.pass(Duration.ofSeconds(2));
    recovery.retry();
    assertFalse(Files.exists(world.runDir.pipe(stray)));
    assertTrue(Files.exists(world.runDir.pipe(id)));
  }
}
