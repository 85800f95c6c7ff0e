package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.unix.UnixFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sessions of one collector, over real pipes. */
final class SessionsTest {
  @TempDir private Path root;
  private CollectorWorld world;
  private Sessions sessions;

  @BeforeEach
  void prepare() throws Exception {
    world = new CollectorWorld(root);
    sessions = world.half.sessions();
  }

  @AfterEach
  void end() throws Exception {
    world.close();
  }

  @Test
  void whatComesThroughThePipeIsRecordedUntilItsEnd() throws Exception {
    SessionId id = world.begin("alice").id();
    assertTrue(sessions.isActive(id));
    assertEquals(List.of("alice"), sessions.users().toList());
    try (UnixFile end = world.writer(id)) {
      CollectorWorld.write(end, "one ");
      CollectorWorld.await("the first bytes", () -> world.typescript(id).equals("one "));
      assertTrue(world.transcripts.grown.contains(id));
      CollectorWorld.write(end, "two");
    }
    CollectorWorld.await("its end", () -> !sessions.isActive(id));
    assertEquals("one two", world.typescript(id));
    assertTrue(world.recording(id).session().hasEnded());
    assertEquals(List.of(id), world.transcripts.changed);
    assertFalse(Files.exists(world.runDir.pipe(id)), "its pipe is left");
  }

  @Test
  void oneIsDoneWithOnceItsTranscriptIsWritten() throws Exception {
    SessionId id = world.begin("alice").id();
    try (UnixFile end = world.writer(id)) {
      CollectorWorld.write(end, "x");
    }
    CollectorWorld.await("its end", () -> !sessions.isActive(id));
    world.due.ended().look();
    assertFalse(sessions.idle(), "its transcript is not written");
    TranscriptFolder written = new TranscriptFolder(root.toRealPath().resolve("log"));
    Files.createDirectories(written.path());
    written.finish(id);
    world.due.ended().look();
    assertTrue(sessions.idle());
    assertTrue(world.store.activeNames().isEmpty());
  }

  @Test
  void aPipeThatNobodyOpensInTimeLeavesNothing() throws Exception {
    world.configure("[login]\nopen_timeout = \"1s\"\n");
    SessionId id = world.begin("alice").id();
    CollectorWorld.await("its end", () -> !sessions.isActive(id));
    CollectorWorld.await("an empty store", () -> world.store.find(id).isEmpty());
    assertTrue(sessions.idle());
    assertTrue(world.runDir.pipes().pipes().isEmpty());
  }

  @Test
  void whoLogsInInsideAsSomebodyElseIsNoted() throws Exception {
    SessionId id = world.begin("alice").id();
    UnixFile end = world.writer(id);
    CollectorWorld.write(end, "x");
    CollectorWorld.await("the first byte", () -> world.typescript(id).equals("x"));
    sessions.loggedInInside(id, "alice");
    sessions.loggedInInside(id, "bob");
    String timing = Files.readString(world.recording(id).timing());
    assertTrue(timing.contains("user changed: bob"), timing);
    assertFalse(timing.contains("user changed: alice"), timing);
  }

  @Test
  void oneWhoseReaderFailsIsToBeTakenUpAnewOnce() throws Exception {
    LiveSession live = world.begin("alice");
    ActiveSession session = sessions.active().iterator().next();
    sessions.failed(session);
    assertFalse(sessions.isActive(live.id()));
    List<Recording> shown = new ArrayList<>();
    sessions.takeFailed(recording -> !shown.add(recording));
    assertTrue(sessions.anyFailed(), "it could not be taken up yet");
    sessions.takeFailed(shown::add);
    assertFalse(sessions.anyFailed());
    sessions.takeFailed(shown::add);
    Recording recording = live.writer().recording();
    assertEquals(List.of(recording, recording), shown);
  }

  @Test
  void stoppingDrainsThePipesAndEndsNoSession() throws Exception {
    SessionId id = world.begin("alice").id();
    UnixFile end = world.writer(id);
    String much = "0123456789abcdef".repeat(3000);
    CollectorWorld.write(end, much);
    sessions.stop();
    assertTrue(sessions.stopping());
    assertEquals(much, world.typescript(id));
    assertEquals(SessionState.ACTIVE, world.recording(id).session().state());
    assertTrue(Files.exists(world.runDir.pipe(id)));
    CollectorWorld.write(end, "held"); // somebody has it open to read
  }
}
