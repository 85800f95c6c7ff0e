package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.DiskShares;
import dev.sessionlog.login.Admission;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.Login;
import dev.sessionlog.login.Supervision;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a login is told. */
final class LoginAdmissionTest {
  @TempDir private Path root;
  private CollectorWorld world;
  private LoginAdmission admission;
  private final List<Login> opened = new ArrayList<>();
  private boolean fails;

  @BeforeEach
  void prepare() throws Exception {
    world = new CollectorWorld(root);
    admission =
        new LoginAdmission(
            world.essentials,
            world.runDir,
            DiskShares.none(),
            this::open,
            world.half.sessions(),
            CompletableFuture.completedFuture(Supervision.PLAIN));
  }

  @AfterEach
  void end() throws Exception {
    world.close();
  }

  private LiveSession open(Login login) throws IOException {
    if (fails) {
      throw new IOException("no room for it");
    }
    opened.add(login);
    return world.opener.open(login);
  }

  private String admit(String user, long shell) {
    Admission.Decision decision = admission.admit(CollectorWorld.login(user, shell));
    decision.afterwards().run();
    return decision.answer().code();
  }

  @Test
  void oneIsRecordedAndItsPipeIsRead() throws Exception {
    String code = admit("alice", 4711);
    SessionId id = world.half.sessions().active().iterator().next().id();
    assertTrue(code.contains(world.runDir.pipe(id).toString()), code);
    try (UnixFile end = world.writer(id)) {
      CollectorWorld.write(end, "x");
      CollectorWorld.await("the byte", () -> world.typescript(id).equals("x"));
    }
  }

  @Test
  void whoIsRecordedAlreadyIsLeftAloneAndNoted() throws Exception {
    SessionId outer = world.begin("alice").id();
    UnixFile end = world.writer(outer);
    CollectorWorld.write(end, "x");
    CollectorWorld.await("the byte", () -> world.typescript(outer).equals("x"));
    Login inside = CollectorWorld.inside(CollectorWorld.login("bob", 4711), outer);
    assertEquals(Answer.nothing(), admission.admit(inside).answer());
    assertTrue(opened.isEmpty());
    String timing = Files.readString(world.recording(outer).timing());
    assertTrue(timing.contains("user changed: bob"), timing);
  }

  @Test
  void whoIsRecordedAlreadyGetsMarksWhereTheyAreWanted() throws Exception {
    world.configure("[login]\nmarks = true\n");
    SessionId outer = world.begin("alice").id();
    Login inside = CollectorWorld.inside(CollectorWorld.login("alice", 4711), outer);
    assertEquals(Answer.marks(inside.syntax()), admission.admit(inside).answer());
  }

  @Test
  void whoIsExemptIsLeftAlone() throws Exception {
    world.configure("[login]\nexempt_users = [\"alice\"]\n");
    assertEquals(":", admit("alice", 4711));
    assertTrue(opened.isEmpty());
  }

  @Test
  void aShellThatAsksAThirdTimeGoesOnUnrecorded() {
    assertFalse(admit("alice", 4711).contains("not recorded: script"));
    assertFalse(admit("alice", 4711).contains("not recorded: script"));
    String third = admit("alice", 4711);
    assertTrue(third.contains("this login is not recorded: script(1) could not be run"), third);
    assertEquals(2, opened.size());
  }

  @Test
  void whoHasTooManyIsRefusedAndNotLetInUnrecorded() throws Exception {
    world.configure("[login]\nmax_sessions_per_user = 1\n");
    admit("alice", 1);
    String second = admit("alice", 2);
    assertTrue(second.contains("login refused: you have 1 session"), second);
    assertTrue(second.endsWith("exit 1"), second);
    assertEquals(1, opened.size());
  }

  @Test
  void oneThatFailedTakesNobodysPlace() throws Exception {
    world.configure("[login]\nmax_sessions_per_user = 1\n");
    fails = true;
    String failed = admit("alice", 1);
    assertTrue(failed.contains("this login is not recorded: no room for it"), failed);
    assertTrue(world.warnings().contains("login of alice not recorded: no room for it"));
    fails = false;
    assertFalse(admit("alice", 2).contains("refused"));
    assertEquals(1, opened.size());
  }

  @Test
  void whatCannotBeRecordedIsRefusedWhereThatIsConfigured() throws Exception {
    world.configure("[login]\non_unavailable = \"deny\"\n");
    fails = true;
    assertTrue(admit("alice", 1).contains("login refused: no room for it"));
  }

  @Test
  void whoIsInNoUserDatabaseIsNotRecorded() throws Exception {
    Login nobody = CollectorWorld.login("uid 61001", 1);
    Login unknown =
        new Login(
            nobody.account(),
            false,
            nobody.loginUid(),
            nobody.loginShellPid(),
            nobody.tty(),
            nobody.remote(),
            nobody.term(),
            nobody.shell(),
            nobody.syntax(),
            nobody.parent(),
            nobody.recorded());
    String code = admission.admit(unknown).answer().code();
    assertTrue(code.contains("user id 61001 is not in the user database"), code);
    assertTrue(opened.isEmpty());
    assertTrue(world.warnings().contains("user id 61001 is not in the user database"));
  }

  @Test
  void oneThatComesWhileTheCollectorStopsIsNotBegun() throws Exception {
    world.half.sessions().stop();
    String code = admit("alice", 1);
    assertTrue(code.contains("the collector is stopping"), code);
    assertTrue(opened.isEmpty());
  }
}
