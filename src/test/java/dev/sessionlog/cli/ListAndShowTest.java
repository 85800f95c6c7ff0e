package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Machine;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.unix.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code list} and {@code show}, over a store and logs as a collector leaves them. */
class ListAndShowTest {
  private static final String ONE = "20261121T080000-bbbb";
  private static final String TWO = "20261122T080000-cccc";
  private static final String THREE = "20261123T110000-dddd";
  private static final String FOUR = "20261123T113000-ffff";

  @TempDir Path dir;
  private CliWorld world;
  private Path logDir;

  @BeforeEach
  void record() throws IOException {
    world = new CliWorld(dir);
    logDir = world.home().resolve(".local/state/sessionlog");
    String one = "2026-11-21T08:00:00Z";
    write(begun("alice", ONE, one), SessionState.COMPLETE, "2026-11-21T09:00:00Z");
    String two = "2026-11-22T08:00:00Z";
    write(begun("bob", TWO, two), SessionState.TRUNCATED, "2026-11-22T08:00:05Z");
    String three = "2026-11-23T11:00:00Z";
    write(begun("alice", THREE, three), SessionState.COMPLETE, "2026-11-23T11:20:00Z");
    write(begun("alice", FOUR, "2026-11-23T11:30:00Z").bytes(length(FOUR)).build());
    Files.createDirectories(logDir.resolve("active"));
    Files.createSymbolicLink(
        logDir.resolve("active/" + FOUR), Path.of("../sessions/alice/" + FOUR));
  }

  /** What no collector records must not look as if one did. */
  @Test
  void aSessionWhoseCollectorIsGoneIsNotCalledActive() throws IOException {
    signLock(ProcessHandle.current().pid());
    assertTrue(list("").out().contains("\tactive"));
    signLock(999_999_999);
    assertTrue(list("").out().contains("\tunattended"));
    assertFalse(list("").out().contains("active"));
    assertTrue(list("--json").out().contains("\"unattended\":true"));
  }

  private void signLock(long pid) throws IOException {
    long start = ProcessIdentity.of(pid).map(ProcessIdentity::startTicks).orElse(1L);
    Machine here = Machine.here();
    Files.writeString(
        logDir.resolve("collector.lock"),
        "pid %d of %d in %s/%s on %s/%s, run dir /run\n"
            .formatted(pid, start, here.bootId(), here.processes(), here.host(), here.mark()));
  }

  private static SampleSession begun(String user, String id, String started) {
    return SampleSession.named(id)
        .user(user)
        .host("web1")
        .tty("/dev/pts/" + length(id))
        .remote(Optional.of(Origin.known("192.0.2." + user.length())))
        .started(Instant.parse(started));
  }

  private static int length(String id) {
    return id.charAt(7) - '0';
  }

  private void write(SampleSession begun, SessionState state, String ended) throws IOException {
    Session session = begun.build();
    long bytes = length(session.id().toString());
    write(session.ended(state, Instant.parse(ended), OptionalInt.empty(), bytes));
  }

  private void write(Session session) throws IOException {
    Path user = logDir.resolve("sessions").resolve(session.user());
    Path folder = Files.createDirectories(user.resolve(session.id().toString()));
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
    Files.writeString(folder.resolve("typescript"), "Script started\nhello\r\nworld\r\n");
    Files.writeString(folder.resolve("timing"), "O 0.500000 7\nO 1.000000 7\n");
  }

  @Test
  void anExportWhoseReaderHasGoneIsNothingToComplainAbout() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    int exitCode = Sessionlog.run(world.surroundings(gone, err), "export", ONE, "-f", "html");

    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(ExitCode.BROKEN_PIPE, exitCode);
  }

  @Test
  void whatALaterVersionWroteIsReadAsFarAsItIsKnown() throws IOException {
    Path done = logDir.resolve("sessions/alice/" + ONE + "/session.json");
    Files.writeString(done, Files.readString(done).replace("complete", "abandoned"));
    Path live = logDir.resolve("sessions/alice/" + FOUR + "/session.json");
    Files.writeString(
        live,
        Files.readString(live)
            .replace("\"version\":1", "\"version\":2,\"parts\":[{\"from\":0}]")
            .replace("\"shell\":\"/bin/bash\",", ""));
    String list = world.sessionlog("list").exitsWith(0).out();
    assertTrue(list.contains(ONE) && list.contains(FOUR) && list.contains("unknown"), list);
    assertEquals(2, world.sessionlog("list", "--state", "unknown", "--json").out().lines().count());
    for (String id : List.of(ONE, FOUR)) {
      String text = world.sessionlog("export", "-f", "text", id).exitsWith(0).out();
      assertTrue(text.contains("world"), text);
      world.sessionlog("show", "--raw", id).exitsWith(0);
    }
  }

  @Test
  void aFileOfALaterVersionThatTellsNoSessionIsNamedAsThat() throws IOException {
    Path file = logDir.resolve("sessions/alice/" + ONE + "/session.json");
    Files.writeString(file, "{\"version\":3,\"session\":{\"name\":\"x\"}}");
    CliRun list = world.sessionlog("list").exitsWith(4);
    assertTrue(list.err().contains("version 3, of a later sessionlog"), list.err());
    assertTrue(list.out().contains(FOUR), list.out());
  }

  @ParameterizedTest
  @CsvSource({
    "'', fdcb",
    "alice, fdb",
    "--user alice, fdb",
    "-u alice -u bob, fdcb",
    "-u alice -u alice, fdb",
    "bob, c",
    "--active, f",
    "--active bob, ''",
    "--since yesterday, fdc",
    "--since 36h, fdc",
    "--since -36h, fdc",
    "'--since 2d', fdc",
    "--since today, fd",
    "--until 2026-11-22, b",
    "--since 2026-11-22 --until today, c",
    "--from-host 192.0.2.3, c",
    "--from-host 192.0.2.*, fdcb",
    "--from-host 192.0.2, ''",
    "--tty pts/2, c",
    "--tty /dev/pts/*, fdcb",
    "--state truncated, c",
    "'--state active,truncated', fc",
    "--min-duration 20m, fdb",
    "--min-duration 21m, fb",
    "-n 2, fd",
    "-n 0, ''",
    "--reverse -n 2, bc",
    "--sort duration, bfdc",
    "--sort USER, fdbc",
    "--sort size -n 1, f"
  })
  void sessionsAreChosenAndSorted(String options, String ids) {
    CliRun run = list(options).exitsWith(ExitCode.OK).complainsNot();

    assertEquals(
        ids,
        run.out().lines().map(line -> line.substring(16, 17)).collect(Collectors.joining()),
        run::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --state wrong      | 2 | --state 'wrong': not a state, expected one of active, complete
          --min-duration 5   | 2 | --min-duration '5': expected a duration such as
          --since never      | 2 | --since 'never': not a time
          -n -1              | 2 | -n -1: expected 0 or more
          --user carol       | 3 | no log of user 'carol'
          --sort colour      | 2 | 'colour'
          """)
  void whatCannotBeChosenIsSaid(String options, int exitCode, String message) {
    list(options).exitsWith(exitCode).printsNothing().complainsPart(message);
  }

  private CliRun list(String options) {
    String words = options.replace("'", "");
    String[] args = ("list" + (words.isEmpty() ? "" : " " + words)).split(" ");
    return world.sessionlog(args);
  }

  @Test
  void aSessionThatCannotBeReadDoesNotHideTheOthers() throws IOException {
    Files.writeString(logDir.resolve("sessions/alice/" + ONE + "/session.json"), "{}");

    CliRun run = list("").exitsWith(ExitCode.CORRUPT).complainsPart(ONE + "/session.json: not a");
    assertEquals(3, run.out().lines().count(), run::toString);
  }

  @Test
  void peopleReadLongListingsInTheirPager() throws IOException {
    Path paged = dir.resolve("paged");
    world.terminal = true;
    world.environment.put("PAGER", "cat >" + paged);

    world.sessionlog("list").exitsWith(ExitCode.OK).printsNothing().complainsNot();
    assertTrue(Files.readString(paged).startsWith("SESSION "));
    world.sessionlog("list", "--no-pager").exitsWith(ExitCode.OK).printsPart(FOUR);
    world.sessionlog("list", "--json").exitsWith(ExitCode.OK).printsPart("{\"id\":\"" + FOUR);
    world.environment.put("PAGER", "exit 0");
    world.sessionlog("list").exitsWith(ExitCode.OK).printsNothing().complainsNot();
    world.environment.put("PAGER", "");
    world.sessionlog("list").exitsWith(ExitCode.OK).printsPart(FOUR);
  }

  @Test
  void showPrintsOneSessionFromRolledCompressedAndCurrentLogs() throws IOException {
    Path rolled = logDir.resolve("alice.2026-11-21.0.log.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(rolled))) {
      gzip.write((line(ONE, 1, "first") + line(TWO, 1, "other")).getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(logDir.resolve("alice.2026-11-22.0.log"), line(ONE, 2, "second " + THREE));
    Files.writeString(
        logDir.resolve("alice.log"),
        line(THREE, 1, "forged " + ONE + ":9 x") + line(ONE, 3, "bell\007"));

    world
        .sessionlog("show", ONE)
        .exitsWith(ExitCode.OK)
        .complainsNot()
        .prints(
            line(ONE, 1, "first") + line(ONE, 2, "second " + THREE) + line(ONE, 3, "bell\\x07"));
    world
        .sessionlog("show", "alice~1")
        .exitsWith(0)
        .prints(line(THREE, 1, "forged " + ONE + ":9 x"));
  }

  private static String line(String id, int number, String text) {
    return "2026-11-23 12:00:00.000 pts/3 " + id + ":" + number + " " + text + "\n";
  }

  @Test
  void showRendersTheRecording() {
    world
        .sessionlog("show", "--raw", THREE)
        .exitsWith(ExitCode.OK)
        .prints(
            """
            2026-11-23 12:00:00 -- session opened: alice from 192.0.2.5 on /dev/pts/3, 80x24
            2026-11-23 12:00:00 hello
            2026-11-23 12:00:01 world
            2026-11-23 12:20:00 -- session closed: complete after 20m00s, 3 bytes
            """);
    assertEquals(
        List.of("hello", "world"),
        world.sessionlog("show", "-t", THREE).exitsWith(0).out().lines().toList().subList(1, 3));
  }

  @Test
  void showRendersWhatTheLogsDoNotHave() {
    String rendered = world.sessionlog("show", "--raw", THREE).exitsWith(ExitCode.OK).out();

    assertTrue(rendered.contains(" hello\n"), rendered);
    world.sessionlog("show", THREE).exitsWith(ExitCode.OK).complainsNot().prints(rendered);
    world.sessionlog("show", FOUR).exitsWith(ExitCode.OK).printsNothing().complainsNot();
    world.sessionlog("show", "-f", "--raw", FOUR).exitsWith(ExitCode.USAGE);
  }

  @Test
  void showFollowsUntilTheTranscriptIsWritten() throws IOException {
    Files.writeString(logDir.resolve("alice.log"), line(FOUR, 1, "one") + line(FOUR, 2, "two"));
    Files.delete(logDir.resolve("active/" + FOUR));

    world
        .sessionlog("show", "--follow", FOUR)
        .exitsWith(ExitCode.OK)
        .prints(line(FOUR, 1, "one") + line(FOUR, 2, "two"));
  }
}
