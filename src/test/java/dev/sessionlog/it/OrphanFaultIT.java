package dev.sessionlog.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal goes away while a program in it ignores SIGHUP. */
final class OrphanFaultIT {
  private static final Pattern COUNTER = Pattern.compile("(\\d{10}) counter");

  @TempDir private Path root;

  /**
   * Where the login ignores SIGHUP, too, as after nohup, nobody but the collector sees the loss.
   *
   * @param ignored whether the login shell ignores SIGHUP
   */
  @ParameterizedTest
  @CsvSource({"false, false, 10a", "true, false, 10b", "false, true, 10c"})
  void aSessionEndsWithItsTerminalWhateverRunsInIt(
      boolean collectorIsDown, boolean ignored, String row) throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      scene.startDaemon();
      // What is around the session is the terminal, and gone when it is killed.
      String login = ignored ? "trap '' HUP; exec /bin/bash -l" : "exec /bin/bash -l";
      Terminal terminal = installation.run("/usr/bin/script", "-q", "-c", login, "/dev/null");
      terminal.await("READY> ");
      Path recording = installation.recordings().get(0);
      Path ended = root.resolve("ended");
      terminal.enter(
          "sh -c 'trap \"\" HUP; trap \": >"
              + ended
              + "\" EXIT; i=0; while i=$((i+1)); do printf \"%010d counter .\\n\" $i || exit; sleep 0.05; done'");
      terminal.await("0000000003 counter");
      ProcessHandle script = scriptIn(terminal);
      if (collectorIsDown) {
        scene.daemon().kill();
      }
      Installation.kill(terminal.pid(), "KILL");
      terminal.awaitExit();
      Installation.awaitValue(
          "the end of script", () -> script.isAlive() ? Optional.empty() : Optional.of(true));
      Installation.awaitValue(
          "the end of the program",
          () -> Files.exists(ended) ? Optional.of(true) : Optional.empty());
      if (collectorIsDown) {
        scene.daemon().restart();
        scene.daemon().awaitReady();
      }
      scene.awaitAllDone();
      assertEquals("complete", FaultScene.state(recording));
      int lines = last(recording);
      assertEquals(IntStream.rangeClosed(1, lines).boxed().toList(), numbers(recording));
      Tally transcript = scene.transcript(recording, lines);
      assertEquals(0, transcript.lost() + transcript.doubled(), transcript::toString);
      FaultReport.row(
          row,
          "the terminal killed under a session whose program ignores SIGHUP"
              + (collectorIsDown ? ", while the collector is dead" : "")
              + (ignored ? ", and whose login shell does" : ""),
          1,
          transcript,
          Duration.ZERO,
          "the session ends with it; each of " + lines + " lines once");
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
