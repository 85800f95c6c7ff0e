package dev.sessionlog.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A terminal goes away, and script goes on with what runs in it. */
final class OrphanFaultIT {
  private static final Pattern COUNTER = Pattern.compile("(\\d{10}) counter");

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSessionThatLostItsTerminalIsNamedAndRecordedToItsEnd(boolean collectorIsDown)
      throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      scene.startDaemon();
      // What is around the session is the terminal, and gone when it is killed.
      Terminal terminal =
          installation.run("/usr/bin/script", "-q", "-c", "/bin/bash -l", "/dev/null");
      terminal.await("READY> ");
      Path recording = installation.recordings().get(0);
      ProcessHandle script = scriptIn(terminal);
      Path stop = root.resolve("stop");
      terminal.enter(
          "sh -c 'trap \"\" HUP; i=0; until [ -e "
              + stop
              + " ]; do i=$((i+1)); printf \"%010d counter .\\n\" $i; sleep 0.05; done'");
      terminal.await("0000000003 counter");
      if (collectorIsDown) {
        scene.daemon().kill();
      }
      Installation.kill(terminal.pid(), "KILL");
      terminal.awaitExit();
      awaitGrowth(script, recording, collectorIsDown);
      if (collectorIsDown) {
        scene.daemon().restart();
        scene.daemon().awaitReady();
      }
      scene.awaitStatus("1 of them orphaned");
      assertTrue(installation.sessionlog("list").out().contains("orphaned"));
      int marked = last(recording);
      Installation.awaitValue(
          "more of the recording",
          () -> last(recording) > marked + 20 ? Optional.of(true) : Optional.empty());
      Files.createFile(stop);
      Installation.awaitValue("the prompt", () -> prompt(recording));
      script.destroyForcibly();
      scene.awaitAllDone();
      assertEquals("truncated", FaultScene.state(recording));
      int lines = last(recording);
      assertEquals(IntStream.rangeClosed(1, lines).boxed().toList(), numbers(recording));
      Tally transcript = scene.transcript(recording, lines);
      assertEquals(0, transcript.lost() + transcript.doubled(), transcript::toString);
      FaultReport.row(
          collectorIsDown ? "10b" : "10a",
          "the terminal killed under a session whose program ignores SIGHUP"
              + (collectorIsDown ? ", while the collector is dead" : ""),
          1,
          transcript,
          Duration.ZERO,
          "named as orphaned by `status` and `list`; each of " + lines + " lines once");
    }
  }

  private static ProcessHandle scriptIn(Terminal terminal) {
    return Installation.awaitValue(
        "the session's script",
        () ->
            ProcessHandle.of(terminal.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith("/script"))
                .findFirst());
  }

  /** Waits until the program has gone on without its terminal. */
  private static void awaitGrowth(ProcessHandle script, Path recording, boolean collectorIsDown) {
    int before = last(recording);
    Installation.awaitValue(
        "script without a terminal",
        () ->
            !script.isAlive() || collectorIsDown || last(recording) > before + 5
                ? Optional.of(true)
                : Optional.empty());
    assumeTrue(script.isAlive(), "this script(1) ends with its terminal");
  }

  private static Optional<Boolean> prompt(Path recording) throws IOException {
    return text(recording).stripTrailing().endsWith("READY>")
        ? Optional.of(true)
        : Optional.empty();
  }

  private static String text(Path recording) throws IOException {
    return Files.readString(recording.resolve("typescript"), ISO_8859_1);
  }

  private static List<Integer> numbers(Path recording) throws IOException {
    Matcher matcher = COUNTER.matcher(text(recording));
    return matcher.results().map(found -> Integer.valueOf(found.group(1))).toList();
  }

  private static int last(Path recording) {
    try {
      List<Integer> numbers = numbers(recording);
      return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    } catch (IOException notThere) {
      return 0;
    }
  }
}
