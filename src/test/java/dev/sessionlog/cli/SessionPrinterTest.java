package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.collector.Attendance;
import dev.sessionlog.custody.Holds;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.store.Elsewhere;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPrinterTest {
  private static final Instant STARTED = Instant.parse("2026-11-23T06:25:10.250Z");

  @TempDir Path dir;
  private CliWorld world;

  @BeforeEach
  void world() {
    world = new CliWorld(dir);
    world.environment.put("COLUMNS", "200");
  }

  @Test
  void peopleGetATableInLocalTime() throws IOException {
    world.terminal = true;

    assertEquals(
        """
        SESSION               USER   TTY    FROM          STARTED           DURATION  SIZE  STATE     EXIT
        20261123T062510-k3f9  alice  pts/3  192.0.2.7     2026-11-23 07:25     5h34m  4.2K  active       -
        20261123T062510-k3f9  bob    pts/3  host\\x1b[2Jx  2026-11-23 07:25     1m05s   160  complete     3
        """,
        printed(false, session("alice", "192.0.2.7"), finished("bob", "host\033[2Jx")));
  }

  @Test
  void aTableFitsTheScreen() throws IOException {
    world.terminal = true;
    world.environment.put("COLUMNS", "100");
    String user = "a-user-with-a-very-long-name@example.org";

    String table = printed(false, session(user, "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"));

    for (String line : table.lines().toList()) {
      assertTrue(line.length() <= 100, line);
    }
    assertTrue(table.contains("20261123T062510-k3f9  a-user-"), table);
    assertTrue(table.contains("…"), table);
  }

  @Test
  void aTableForEightyColumnsHasNoStart() throws IOException {
    world.terminal = true;
    world.environment.put("COLUMNS", "80");

    assertEquals(
        """
        SESSION               USER   TTY    FROM          DURATION  SIZE  STATE     EXIT
        20261123T062510-k3f9  alice  pts/3  192.0.2.7        5h34m  4.2K  active       -
        20261123T062510-k3f9  bob    pts/3  2001:db8:aa…     1m05s   160  complete     3
        """,
        printed(false, session("alice", "192.0.2.7"), finished("bob", "2001:db8:aaaa:bbbb::1")));
  }

  @Test
  void programsGetTabsAndExactValues() throws IOException {
    assertEquals(
        """
        20261123T062510-k3f9\talice\t/dev/pts/3\t\t2026-11-23T06:25:10Z\t20089\t4321\tactive\t
        20261123T062510-k3f9\tbob\\tx\t/dev/pts/3\t\t2026-11-23T06:25:10Z\t65\t160\tcomplete\t3
        """,
        printed(false, session("alice", ""), finished("bob\tx", "")));
  }

  @Test
  void jsonIsOneObjectALineInAsciiWithoutControlCharacters() throws IOException {
    Session odd =
        session("älice\u009b\u007f", "192.0.2.7")
            .withGap(new Gap(STARTED, STARTED.plusSeconds(1), 17, -1, "no space"));

    assertEquals(
        "{\"id\":\"20261123T062510-k3f9\",\"user\":\"\\u00E4lice\\u009B\\u007F\",\"uid\":1000,"
            + "\"host\":\"web1\",\"tty\":\"/dev/pts/3\",\"remote\":\"192.0.2.7\","
            + "\"shell\":\"/bin/bash\",\"term\":\"xterm\",\"columns\":80,\"rows\":24,"
            + "\"started\":\"2026-11-23T06:25:10.250Z\",\"duration\":20089,\"bytes\":4321,"
            + "\"state\":\"active\",\"gaps\":[{\"from\":\"2026-11-23T06:25:10.250Z\","
            + "\"to\":\"2026-11-23T06:25:11.250Z\",\"offset\":17,\"bytes\":-1,"
            + "\"reason\":\"no space\"}]}\n",
        printed(true, odd));
    String two = printed(true, finished("bob", ""), session("alice", ""));
    assertEquals(2, two.lines().count(), two);
    assertTrue(
        two.contains("\"ended\":\"2026-11-23T06:26:15.250Z\",\"duration\":65,\"exit_code\":3"));
  }

  @Test
  void noSessionsAreNoOutput() throws IOException {
    assertEquals("", printed(false));
    assertEquals("", printed(true));
    world.terminal = true;
    assertEquals("", printed(false));
  }

  private String printed(boolean json, Session... sessions) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandContext context = world.context(out);
    SessionPrinter printer =
        SessionPrinter.of(context, json, Holds.Held.NOTHING, Elsewhere.NONE, Attendance.ATTENDED);
    for (Session session : sessions) {
      printer.print(session);
    }
    printer.finish();
    context.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Session finished(String user, String remote) {
    return session(user, remote)
        .ended(SessionState.COMPLETE, STARTED.plusSeconds(65), OptionalInt.of(3), 160);
  }

  private static Session session(String user, String remote) {
    return new Session(
        SessionId.parse("20261123T062510-k3f9").orElseThrow(),
        user,
        1000,
        OptionalLong.empty(),
        "web1",
        "/dev/pts/3",
        Origin.parse(remote),
        "/bin/bash",
        "xterm",
        TerminalSize.DEFAULT,
        Optional.empty(),
        STARTED,
        Optional.empty(),
        OptionalInt.empty(),
        4321,
        SessionState.ACTIVE,
        List.of());
  }
}
