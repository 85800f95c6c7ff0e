package dev.sessionlog.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("machine")
class LastResortTest {
  private static final int KILLED = 128 + 9;

  /** A process that has itself killed after 2 s, puts that off once, and is stopped. */
  static final class Stopped {
    private Stopped() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      LastResort timer = LastResort.of(Unix.load()).orElseThrow();
      timer.putOff(Duration.ofSeconds(2));
      Thread.sleep(1000);
      timer.putOff(Duration.ofSeconds(2));
      System.out.println("put off");
      Thread.sleep(60_000);
    }
  }

  @Test
  void aProcessThatIsStoppedIsKilled() throws Exception {
    String architecture = System.getProperty("os.arch");
    assumeTrue(architecture.equals("amd64") || architecture.equals("aarch64"), architecture);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Stopped.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals("put off", process.inputReader().readLine());
      long at = System.nanoTime();
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it is stopped for ever");
      assertEquals(KILLED, process.exitValue());
      assertTrue(System.nanoTime() - at > Duration.ofMillis(1500).toNanos(), "it was put off");
    } finally {
      process.destroyForcibly();
    }
  }
}
