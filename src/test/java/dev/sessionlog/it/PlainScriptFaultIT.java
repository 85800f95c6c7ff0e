package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typescript is the file that script(1) writes by itself. */
final class PlainScriptFaultIT {
  private static final List<String> COMMANDS =
      List.of(
          "printf '\\001\\033[1;31mred\\033[0m\\377\\376 \\303\\244\\n'",
          "seq 1 " + FaultReport.size(20_000, 200_000) + " | tail -n +1",
          "printf '\\nScript done on 2026-11-24 10:00:00+00:00 [COMMAND_EXIT_CODE=\"9\"]\\n'",
          "false");

  @TempDir private Path root;

  @Test
  void theTypescriptIsByteForByteWhatScriptWritesWithoutUs() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      installation.startCollector();
      Terminal ours = installation.login("/bin/bash").await("READY> ");
      Path recording = installation.recordings().get(0);
      type(ours);
      scene.awaitAllDone();

      Path plain = root.resolve("plain");
      String script =
          "SHELL=/bin/sh exec /usr/bin/script -q -f -e -c 'SHELL=/bin/bash exec /bin/bash -l' "
              + plain;
      Path profile = installation.home().resolve(".bash_profile");
      Files.write(profile, List.of("PS1='READY> '")); // nobody asks for a recording
      Terminal alone = installation.run("/bin/bash", "-c", script);
      type(alone.await("READY> "));

      byte[] expected = Files.readAllBytes(plain);
      byte[] recorded = Files.readAllBytes(recording.resolve("typescript"));
      assertEquals(timeTakenOut(expected), timeTakenOut(recorded));
      FaultReport.row(
          "9",
          "the same commands in a session and in a `script` of its own; also a look-alike of its"
              + " last line",
          1,
          new Tally(recorded.length, 0, 0, 0),
          Duration.ZERO,
          "the same "
              + recorded.length
              + " bytes, but for time, tty and command in script's own lines");
    }
  }

  private static void type(Terminal terminal) throws Exception {
    for (String command : COMMANDS) {
      int before = terminal.shown().length();
      terminal.enter(command);
      Installation.awaitValue(
          "the prompt",
          () ->
              java.util.Optional.of(terminal.shown())
                  .filter(s -> s.length() > before + command.length() && s.endsWith("READY> ")));
    }
    terminal.enter("exit 4");
    assertEquals(4, terminal.awaitExit());
  }

  /** Takes times, the terminal's name and the command out of the first and the last line. */
  private static String timeTakenOut(byte[] typescript) {
    String text = new String(typescript, StandardCharsets.ISO_8859_1);
    int first = text.indexOf('\n');
    int last = text.lastIndexOf("\nScript done on ");
    return ownLine(text.substring(0, first))
        + text.substring(first, last)
        + ownLine(text.substring(last));
  }

  private static String ownLine(String line) {
    return line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
        .replaceAll("TTY=\"[^\"]*\"", "TTY")
        .replaceAll("COMMAND=\".*\" TERM", "COMMAND TERM");
  }
}
