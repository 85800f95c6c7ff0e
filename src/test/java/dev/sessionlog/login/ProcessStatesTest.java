package dev.sessionlog.login;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessStatesTest {
  @TempDir private Path proc;

  @Test
  void readsWhatAProcessIsDoing() throws Exception {
    FakeProc fake = new FakeProc(proc).process(7, 1, "x", FakeProc.PTS_3).uids(7, 61001, 0);
    fake.file(7, "stat", "7 (a) b) T 1 70 60 34819 71 0 0 0 0 0 0 0 0 0 20 0 1 0 99 0\n");
    ProcessStates states = new ProcessStates(proc);
    assertEquals(Optional.of(new ProcessStates.State(99, 'T', 0, 70, 71)), states.find(7));
    assertEquals(OptionalLong.of(61001), states.realUid(7));
    fake.file(7, "stat", "7 (x) Z 1 70 60 34819 71 0 0 0 0 0 0 0 0 0 20 0 1 0 99 0\n");
    assertEquals(Optional.empty(), states.find(7));
    assertEquals(OptionalLong.empty(), states.realUid(8));
  }

  @Test
  @Tag("machine")
  void ofARealStoppedProcess() throws Exception {
    Process sleep = new ProcessBuilder("/bin/sleep", "60").start();
    try {
      new ProcessBuilder("/bin/kill", "-STOP", Long.toString(sleep.pid())).start().waitFor();
      ProcessStates states = new ProcessStates(Path.of("/proc"));
      // A signal is on its way for a moment on a busy machine.
      await()
          .until(() -> states.find(sleep.pid()).filter(state -> state.letter() == 'T').isPresent());
    } finally {
      sleep.destroyForcibly();
    }
  }
}
