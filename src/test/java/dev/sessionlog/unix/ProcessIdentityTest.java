package dev.sessionlog.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ProcessIdentityTest {
  @Test
  void thisProcessLives() {
    assertEquals(Fate.ALIVE, ProcessIdentity.own().fate());
  }

  @Test
  void anotherWithThePidOfOneThatEndedIsNotTheOne() {
    ProcessIdentity own = ProcessIdentity.own();
    assertEquals(Fate.GONE, new ProcessIdentity(own.pid(), own.startTicks() - 1).fate());
  }

  @Test
  @Tag("machine")
  void whatHasEndedIsGoneAlsoBeforeItsParentAsks() throws IOException, InterruptedException {
    // The shell becomes a sleep, which does not ask what became of the shell's child.
    String code = "exec 3<&0; cat <&3 & echo $!; exec 3<&- sleep 60 </dev/null";
    Process parent = new ProcessBuilder("sh", "-c", code).start();
    try {
      long pid = Long.parseLong(parent.inputReader().readLine());
      ProcessIdentity child = ProcessIdentity.of(pid).orElseThrow();
      parent.outputWriter().close(); // what the child reads ends, and so does the child
      for (int i = 0; i < 500 && child.fate() == Fate.ALIVE; i++) {
        Thread.sleep(10);
      }
      assertEquals(Fate.GONE, child.fate());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  @Tag("machine")
  void oneThatIsStoppedLives() throws IOException {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity stopped = ProcessIdentity.of(sleep.pid()).orElseThrow();
      new ProcessBuilder("kill", "-STOP", Long.toString(sleep.pid())).start().onExit().join();
      assertEquals(Fate.ALIVE, stopped.fate());
    } finally {
      sleep.destroyForcibly();
    }
  }
}
