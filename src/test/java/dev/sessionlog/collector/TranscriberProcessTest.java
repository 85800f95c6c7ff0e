package dev.sessionlog.collector;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keeper of the transcriber, by programs in sh that behave as badly as it can. */
@Tag("machine")
class TranscriberProcessTest {
  private static final SessionId ID = SessionId.parse("20261123T062510-k3f9").orElseThrow();
  private static final String WELL = "while echo beat 3 2 1; do sleep 0.05; done";

  @TempDir private Path folder;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final List<Boolean> starts = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> pids = Collections.synchronizedList(new ArrayList<>());
  private TranscriberProcess process;

  @AfterEach
  void end() {
    process.close();
    assertFalse(process.alive());
    for (long pid : pids) {
      assertFalse(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }
  }

  @Test
  void whatItSaysOfItselfIsReported() {
    start(WELL);
    await().until(() -> process.report().answers());
    assertEquals(new TranscriberReport(pids.get(0), "nobody", true, 0, 3, 2, 1), process.report());
    assertTrue(process.alive());
  }

  @Test
  void aCheckpointIsHandedOnAndTheNewestWaitsForOneThatListens() throws IOException {
    Path heard = folder.resolve("heard");
    process =
        unstarted("(" + WELL + ") & while read -r line; do echo \"$line\" >>heard; done; kill $!");
    process.checkpoint("checkpoint sessionlog/web1/1 2 AAAA BBBB");
    process.checkpoint("checkpoint sessionlog/web1/1 3 CCCC DDDD");
    process.start();
    await().until(() -> Files.exists(heard));
    process.close();
    assertEquals(
        List.of("k checkpoint sessionlog/web1/1 3 CCCC DDDD", "stop"), Files.readAllLines(heard));
  }

  @Test
  void oneThatWasOutOfMemoryIsStartedAgainAndTheNextIsToldWhy() {
    start("[ -e again ] || { : >again; echo beat 1 1 0; exit 3; }; " + WELL);
    await().until(() -> process.report().answers() && process.report().restarts() == 1);
    assertEquals(List.of(false, true), starts);
    assertTrue(troubles.get(0).contains("out of memory"), troubles::toString);
  }

  @Test
  void oneThatSomebodyKilledDidNothingWrong() {
    start(WELL);
    await().until(() -> process.report().answers());
    ProcessHandle.of(pids.get(0)).orElseThrow().destroyForcibly();
    await().until(() -> process.report().restarts() == 1 && process.report().answers());
    assertEquals(List.of(false, false), starts);
  }

  @Test
  void oneThatNoLongerAnswersIsKilledAndCountsAsDead() {
    start("[ -e again ] || { : >again; echo beat 1 1 0; exec sleep 1000; }; " + WELL);
    await()
        .until(
            () -> {
              process.look();
              return process.report().restarts() == 1 && process.report().answers();
            });
    assertEquals(List.of(false, true), starts);
  }

  @Test
  void hintsForOneThatReadsNothingWaitForNobody() {
    start("echo beat 1 1 0; exec sleep 1000");
    await().until(() -> process.report().answers());
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            process.grown(ID);
          }
        });
  }

  @Test
  void hintsArriveAndTheWordToEndComesLast() throws IOException {
    Path heard = folder.resolve("heard");
    start("(" + WELL + ") & while read -r line; do echo \"$line\" >>heard; done; kill $!");
    await().until(() -> process.report().answers());
    process.changed(ID);
    await().until(() -> Files.exists(heard));
    process.close();
    assertEquals(List.of("c " + ID, "stop"), Files.readAllLines(heard));
  }

  @Test
  void whatItSaysIsCleanedCutAndCounted() {
    start(
        "printf 'warn red \\033[31m\\342\\200\\256 end\\n'; head -c 1000000 /dev/zero | tr '\\0' x;"
            + " echo; yes 'warn flood' | head -n 10000; "
            + WELL);
    await().until(() -> process.report().answers());
    assertEquals("red  [31m  end", troubles.get(0));
    assertTrue(troubles.get(1).length() < 2100);
    assertTrue(troubles.size() < 130, () -> troubles.size() + " warnings");
  }

  private void start(String code) {
    process = unstarted(code);
    process.start();
  }

  private TranscriberProcess unstarted(String code) {
    return new TranscriberProcess(
        new Sh(code),
        new TranscriberPatience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100)),
        troubles::add,
        report -> {});
  }

  private final class Sh implements TranscriberProgram {
    private final String code;

    Sh(String code) {
      this.code = code;
    }

    @Override
    public List<String> command(boolean afterDeath) {
      starts.add(afterDeath);
      return List.of("/bin/sh", "-c", "cd '" + folder + "' || exit 9; " + code);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("PATH", "/usr/bin:/bin");
    }

    @Override
    public String user() {
      return "nobody";
    }

    @Override
    public void endLeftover() {}

    @Override
    public void kill(long pid) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void started(long pid) {
      pids.add(pid);
    }
  }
}
