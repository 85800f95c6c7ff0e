package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** {@code tail}, as somebody uses it who looks over a user's shoulder. */
final class TailIT extends LoginScene {
  private static final Pattern NUMBERED = Pattern.compile(" line (\\d+)$");

  @Test
  void followsThroughRotationsAndNewSessionsWithoutLosingOrRepeatingALine() throws Exception {
    installation.configure("[transcript]", "max_file_size = \"64KiB\"", "quiet = \"200ms\"");
    Terminal first = installation.login("/bin/bash").await("READY> ");
    first.enter("echo begin-$((1+1))").await("begin-2");
    awaitValue(
        "the log", () -> installation.logLines().isEmpty() ? Optional.empty() : Optional.of(true));
    Path out = root.resolve("tail.out");
    ProcessBuilder builder =
        new ProcessBuilder(
                Installation.launcher().toString(), "tail", "-f", "-n", "0", installation.user())
            .redirectOutput(out.toFile());
    builder.environment().putAll(installation.environment());
    Process tail = builder.start();
    try {
      awaitFollowing(first, out);
      first.enter("for i in $(seq 1 3000); do echo \"line $i\"; done");
      awaitLine(out, 3000);
      Terminal second = installation.login("/bin/bash").await("READY> ");
      second.enter("for i in $(seq 3001 4000); do echo \"line $i\"; done");
      awaitLine(out, 4000);
    } finally {
      tail.destroy();
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 1; i <= 4000; i++) {
      expected.add(i);
    }
    assertEquals(expected, numbers(Files.readAllLines(out)));
    assertTrue(rolledLogs() >= 3, "rotations: " + rolledLogs());
    List<String> last =
        installation
            .sessionlog("tail", "-n", "2500", installation.user())
            .exits(0)
            .out()
            .lines()
            .toList();
    assertEquals(2500, last.size());
  }

  @Test
  void leavesOutTheSessionInWhichItIsCalled() throws Exception {
    installation.configure("[transcript]", "quiet = \"200ms\"");
    Terminal own = installation.login("/bin/bash").await("READY> ");
    own.enter("echo own-$((1+1))").await("own-2");
    awaitValue(
        "the log", () -> installation.logLines().isEmpty() ? Optional.empty() : Optional.of(true));
    own.enter(Installation.launcher() + " tail -f " + installation.user());
    own.await("leaving out this session");
    Terminal other = installation.login("/bin/bash").await("READY> ");
    other.enter("echo other-$((1+1))").await("other-2");
    own.await("\\d\\d:\\d\\d:\\d\\d\\S* other-2");
    own.type("\u0003");
    own.await("READY> $");
    assertTrue(
        own.shown().lines().noneMatch(line -> line.matches(".*\\d\\d:\\d\\d:\\d\\d\\S* own-2.*")),
        own.shown());
  }

  /** tail says nothing when it is ready: so something is typed until it shows it. */
  private static void awaitFollowing(Terminal terminal, Path out) {
    awaitValue(
        "tail to follow",
        () -> {
          terminal.enter("echo ready");
          return Files.size(out) > 0 ? Optional.of(true) : Optional.empty();
        });
  }

  private void awaitLine(Path out, int number) throws Exception {
    try {
      awaitValue(
          "line " + number,
          () ->
              Files.readString(out).contains(" line " + number + "\n")
                  ? Optional.of(true)
                  : Optional.empty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "tail printed last: "
              + end(Files.readAllLines(out))
              + "\nthe log has last: "
              + end(installation.logLines())
              + "\nsessions: "
              + installation.sessionlog("list").out()
              + "\ncollector: "
              + Files.readString(installation.runDir().resolve("collector.log")),
          e);
    }
  }

  private static List<String> end(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - 3), lines.size());
  }

  private static List<Integer> numbers(List<String> lines) {
    List<Integer> numbers = new ArrayList<>();
    for (String line : lines) {
      Matcher numbered = NUMBERED.matcher(line);
      if (numbered.find() && !line.contains("echo")) {
        numbers.add(Integer.parseInt(numbered.group(1)));
      }
    }
    return numbers;
  }

  private int rolledLogs() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> logs =
        Files.newDirectoryStream(installation.logDir(), installation.user() + ".*.log*")) {
      for (Path log : logs) {
        count += Files.isRegularFile(log) ? 1 : 0;
      }
    }
    return count;
  }
}
