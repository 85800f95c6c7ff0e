package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.collector.Attendance;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.Elsewhere;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPrinterTest {
  private static final Instant STARTED = Instant.parse("2026-11-23T06:25:10.250Z");

  @TempDir Path dir;
  private CliWorld world;

  @BeforeEach
  void world() {
    world = new CliWorld(dir);
    world.environment.put("COLUMNS", "200");
    world.environment.put("NO_COLOR", "1");
  }

  @Test
  void peopleGetATableInLocalTime() throws IOException {
    world.terminal = true;

    assertEquals(
        """
        SESSION               USER   TTY    FROM          STARTED       DURATION  SIZE  STATE     EXIT
        20261123T062510-k3f9  alice  pts/3  192.0.2.7     Nov 23 07:25     5h34m  4.2K  active       -
        20261123T062510-k3f9  bob    pts/3  host\\x1b[2Jx  Nov 23 07:25     1m05s  160B  complete     3
        """,
        printed(false, session("alice", "192.0.2.7"), finished("bob", "host\033[2Jx")));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 66, 72, 80, 90, 100, 120})
  void aTableFitsTheScreenAndKeepsIdsAndUsersWhole(int columns) throws IOException {
    world.terminal = true;
    world.environment.put("COLUMNS", "" + columns);
    String user = "a-user-with-32-characters-at-org";
    Session gap =
        finished("bob", "192.168.100.200")
            .withGap(new Gap(STARTED, STARTED.plusSeconds(1), 17, -1, "no space"));

    String table = printed(false, session(user, "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"), gap);

    for (String line : table.lines().toList()) {
      assertTrue(line.length() <= columns, line);
    }
    assertTrue(table.contains("20261123T062510-k3f9  " + user), table);
    assertTrue(table.contains("20261123T062510-k3f9  bob"), table);
  }

  @Test
  void columnsAreLeftOutInTheirOrder() throws IOException {
    assertEquals("SESSION USER TTY FROM STARTED DURATION SIZE STATE EXIT", titles(100));
    assertEquals("SESSION USER TTY FROM DURATION SIZE STATE EXIT", titles(85));
    assertEquals("SESSION USER FROM DURATION SIZE STATE EXIT", titles(78));
    assertEquals("SESSION USER FROM DURATION STATE EXIT", titles(68));
    assertEquals("SESSION USER FROM STATE EXIT", titles(60));
    assertEquals("SESSION USER FROM STATE", titles(52));
    assertEquals("SESSION USER STATE", titles(40));
    assertEquals("SESSION USER", titles(30));
  }

  private String titles(int columns) throws IOException {
    world.terminal = true;
    world.environment.put("COLUMNS", "" + columns);
    Session session = finished("alice", "192.168.100.20");
    return printed(false, session).lines().findFirst().orElseThrow().replaceAll(" +", " ");
  }

  @Test
  void severalHostsHaveAColumn() throws IOException {
    world.terminal = true;

    String table = printed(false, session("alice", ""), session("db2", "alice", "", STARTED));

    assertTrue(table.startsWith("SESSION               USER   HOST  TTY"), table);
    assertTrue(table.contains("  alice  web1  pts/3"), table);
    assertTrue(table.contains("  alice  db2   pts/3"), table);
  }

  @Test
  void whatIsUnusualHasAColour() throws IOException {
    world.terminal = true;
    world.environment.remove("NO_COLOR");

    String table = printed(false, session("alice", ""), finished("bob", ""));

    assertTrue(table.contains("  \033[32mactive\033[0m       -\n"), table);
    assertTrue(table.contains("  complete     \033[31m3\033[0m\n"), table);
    world.environment.put("NO_COLOR", "1");
    assertFalse(printed(false, session("alice", "")).contains("\033"));
  }

  @Test
  void aSessionOfLastYearHasTheYear() throws IOException {
    world.terminal = true;
    Session old = session("web1", "bob", "", STARTED.minus(Duration.ofDays(400)));

    assertTrue(printed(false, old).contains("  Oct 19  2025  "), printed(false, old));
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
        SessionPrinter.of(
            context,
            json,
            LegalHolds.Held.NOTHING,
            Elsewhere.NONE,
            Attendance.ATTENDED,
            SessionId::toString);
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
    return session("web1", user, remote, STARTED);
  }

  private static Session session(String host, String user, String remote, Instant started) {
    return SampleSession.named("20261123T062510-k3f9")
        .user(user)
        .host(host)
        .remote(Origin.parse(remote))
        .started(started)
        .bytes(4321)
        .build();
  }
}
