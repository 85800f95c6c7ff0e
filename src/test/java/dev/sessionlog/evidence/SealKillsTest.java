package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TemporaryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process that seals is killed at random instants, and the next one goes on: {@code
 * -Dseal.kills=1000} for more of them than a build has time for.
 */
@Tag("machine")
final class SealKillsTest {
  @Test
  void whoeverIsKilledLeavesALedgerThatGoesOn() throws IOException, InterruptedException {
    int kills = Integer.getInteger("seal.kills", 10);
    Random random = new Random(kills);
    try (TemporaryFolder folder = TemporaryFolder.create(Path.of("/dev/shm"))) {
      SealedStore store = new SealedStore(folder.path(), "web1");
      long sealed = 0;
      for (int i = 0; i < kills; i++) {
        kill(folder.path(), i * 100_000, random.nextInt(40_000));
        SealedStore.Seen seen = store.verify();
        assertTrue(seen.good(), "kill " + i + ": " + seen);
        assertEquals(0, seen.problems().size());
        long now =
            new Verifier(folder.path())
                .ledger(java.util.Optional.empty(), java.util.List.of())
                .entries();
        assertTrue(now > sealed, "kill " + i + ": " + now + " after " + sealed);
        sealed = now;
      }
    }
  }

  private static void kill(Path logDir, int seconds, int micros)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SealLoop.class.getName(),
                logDir.toString(),
                String.valueOf(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("sealing", out.readLine());
      TimeUnit.MICROSECONDS.sleep(micros); // a random instant, not a wait for anything
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
