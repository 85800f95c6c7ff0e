package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Many users' terminals at once. */
final class ManySessionsIT extends LoginScene {
  private static final int SESSIONS = 50;
  private static final int LINES = 2 * 1024 * 1024 / 40;

  /** Each line is 40 bytes with its end, and says whose it is. */
  private static String line(int session, int number) {
    return String.format("session %02d line %08d %s", session, number, "x".repeat(12));
  }

  @Test
  void eachOfFiftyRecordingsIsCompleteAndHoldsNothingOfTheOthers() throws Exception {
    Path writer = root.resolve("writer.awk");
    Files.writeString(
        writer,
        "BEGIN { for (i = 1; i <= n; i++) printf \"session %02d line %08d xxxxxxxxxxxx\\n\", s, i }\n");
    List<Terminal> terminals = new ArrayList<>();
    Terminal first = installation.login("/bin/bash").await("READY> ");
    String none = installation.recordings().get(0).toString();
    for (int i = 0; i < SESSIONS; i++) {
      terminals.add(installation.login("/bin/bash"));
    }
    for (Terminal terminal : terminals) {
      terminal.await("READY> ");
    }
    for (int i = 0; i < SESSIONS; i++) {
      terminals.get(i).enter("awk -v n=" + LINES + " -v s=" + i + " -f " + writer + "; exit");
    }
    for (Terminal terminal : terminals) {
      assertEquals(0, terminal.awaitExit());
    }
    first.enter("exit").awaitExit();
    installation.awaitAllDone();
    assertEquals(SESSIONS + 1, installation.recordings().size());
    Set<Integer> seen = new HashSet<>();
    for (Path recording : installation.recordings()) {
      if (!recording.toString().equals(none)) {
        seen.add(check(recording));
      }
    }
    assertEquals(SESSIONS, seen.size());
  }

  /** Compares a typescript with what was written, and returns whose it is. */
  private static int check(Path recording) throws IOException {
    String typescript =
        Files.readString(recording.resolve("typescript"), StandardCharsets.ISO_8859_1);
    Matcher first = Pattern.compile("session (\\d\\d) line 00000001").matcher(typescript);
    assertTrue(first.find(), recording.toString());
    int session = Integer.parseInt(first.group(1));
    StringBuilder expected = new StringBuilder();
    for (int i = 1; i <= LINES; i++) {
      expected.append(line(session, i)).append("\r\n");
    }
    String written = typescript.substring(first.start(), first.start() + expected.length());
    assertTrue(expected.toString().contentEquals(written), recording + ": not what was written");
    String rest = typescript.substring(first.start() + expected.length());
    assertTrue(!rest.contains(" line 0"), recording + ": " + rest);
    return session;
  }
}
