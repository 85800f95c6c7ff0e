package dev.sessionlog.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.SampleArchive;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionStanding;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --archive} of the commands that read, as they are typed. */
@Tag("machine")
class ArchiveReadingTest {
  private static final String WEB1 = "web1-k3f9q2mzx7";
  private static final String WEB2 = "web2-bcdfghjkmn";
  private static final String ON_1 = "web1/";
  private static final String ON_2 = "web2/";
  private static final String ALICE = "20261121T062510-aaaa";
  private static final String ALICE_2 = "20261122T062510-bbbb";
  private static final String BOB = "20261122T072510-cccc";
  private static final String LIVE = "20261123T062510-dddd";

  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));
  private SampleArchive archive;

  /** Makes an archive that is empty; a test of another kind of store has it elsewhere. */
  SampleArchive make(Path folder, CliWorld reader) throws IOException {
    return SampleArchive.in(folder);
  }

  @BeforeEach
  void fill() throws IOException {
    world = new CliWorld(dir);
    archive = make(dir.resolve("archive"), world);
    String needle = "$ echo the needle of ten\r\nthe needle of ten\r\n";
    archive.ended(WEB1, ended(ALICE, "alice", needle), typescript(needle), timing(needle));
    archive.log(
        WEB1,
        "alice",
        LocalDate.parse("2026-11-21"),
        line(ALICE, 1, "screen", "logged: the needle of ten")
            + line(ALICE, 2, "marker", "-- session closed: complete after 9 s, 46 bytes"));
    String second = "$ ls\r\nneedles are here\r\n";
    archive.ended(WEB2, ended(ALICE_2, "alice", second), typescript(second), timing(second));
    archive.ended(WEB2, ended(BOB, "bob", "hay\r\n"), typescript("hay\r\n"), timing("hay\r\n"));
    String live = "$ a needle that goes on\r\nmore\r\n";
    Session goesOn = SampleSession.named(LIVE).user("bob").host("web1").build();
    archive.live(WEB1, goesOn, typescript(live), timing(live));
  }

  private static Session ended(String id, String user, String output) {
    Session begun = SampleSession.named(id).user(user).host("a lie").build();
    return new Session(
        begun.id(),
        begun.who(),
        begun.where(),
        begun.inside(),
        begun.started(),
        new SessionStanding(
            SessionState.COMPLETE,
            Optional.of(begun.started().plusSeconds(9)),
            OptionalInt.of(0),
            output.length(),
            List.of()));
  }

  private static String typescript(String output) {
    return "Script started on 2026-11-22 06:25:10+00:00 [TERM=\"xterm\"]\n" + output;
  }

  private static String timing(String output) {
    return "O 1.500000 " + output.length() + "\n";
  }

  private static String line(String id, int number, String kind, String text) {
    return "{\"session\":\""
        + id
        + "\",\"line\":"
        + number
        + ",\"time\":\"2026-11-21T06:25:1"
        + number
        + "Z\",\"user\":\"alice\",\"kind\":\""
        + kind
        + "\",\"text\":\""
        + text
        + "\"}\n";
  }

  private CliRun read(String... words) {
    return world.sessionlog(
        Stream.concat(Stream.of(words), Stream.of("--archive-url", archive.url()))
            .toArray(String[]::new));
  }

  private static List<String> firstWords(CliRun run) {
    return run.out().lines().map(line -> line.split("\t")[0]).toList();
  }

  @Test
  void listsTheSessionsOfAllHosts() {
    assertEquals(
        List.of(ON_1 + LIVE, ON_2 + BOB, ON_2 + ALICE_2, ON_1 + ALICE),
        firstWords(read("list").exitsWith(0).complainsNot()));
    assertEquals(List.of(ON_2 + ALICE_2, ON_1 + ALICE), firstWords(read("list", "alice")));
    assertEquals(List.of(ON_1 + LIVE, ON_1 + ALICE), firstWords(read("list", "--host", "web1")));
    assertEquals(List.of(ON_2 + BOB, ON_2 + ALICE_2), firstWords(read("list", "--host", WEB2)));
    assertEquals(
        List.of(ON_2 + BOB, ON_2 + ALICE_2),
        firstWords(read("list", "--since", "2026-11-22", "--until", "2026-11-23")));
    assertEquals(List.of(ON_1 + LIVE), firstWords(read("list", "--active")));
  }

  /** A user is named with a host wherever one is named. */
  @Test
  void listsAUsersSessionsOnOneHost() {
    assertEquals(List.of(ON_1 + ALICE), firstWords(read("list", "web1/alice").exitsWith(0)));
    assertEquals(List.of(ON_1 + ALICE), firstWords(read("list", "-u", WEB1 + "/alice")));
    assertEquals(
        List.of(ON_2 + BOB, ON_2 + ALICE_2), firstWords(read("list", "-u", "web2/alice,web2/bob")));
    read("list", "web2/carol").exitsWith(3).complainsPart("no log of user 'carol'");
    read("list", "-u", "web1/alice,bob").exitsWith(2).complainsPart("users of one host");
    read("list", "web1/alice", "--host", "web2").exitsWith(2).complainsPart("names a host");
    read("search", "-u", "web2/alice", "needle").exitsWith(0).printsPart(ON_2 + ALICE_2 + ":3");
    read("search", "-u", "web2/bob", "needle").exitsWith(1);
  }

  /** Whoever looks at a terminal sees the machines in a column, too. */
  @Test
  void aTerminalShowsTheHosts() {
    world.terminal = true;
    String table = read("list").exitsWith(0).out();
    assertTrue(table.lines().findFirst().orElse("").contains("HOST"), table);
    assertTrue(table.contains(ON_2 + BOB), table);
    String found = read("search", "needle").exitsWith(0).out();
    assertTrue(found.contains(ON_2 + ALICE_2), found);
    assertTrue(found.contains(ON_1 + LIVE) && found.contains(":3"), found);
  }

  /** What is printed can be pasted: the host, the session and the line are taken together. */
  @Test
  void takesThePlacesThatSearchPrints() throws IOException {
    String place = ON_2 + ALICE_2 + ":3";
    for (String name : List.of(place, ALICE_2 + ":3", WEB2 + "/alice:3")) {
      assertEquals(
          "needles are here\n",
          read("show", "-t", name)
                  .exitsWith(0)
                  .complainsNot()
                  .out()
                  .lines()
                  .limit(1)
                  .toList()
                  .get(0)
              + "\n");
      read("play", "--dump-at", "2", name).exitsWith(0).printsPart("needles are here\n");
      read("search", "-s", name, "needles").exitsWith(0).printsPart(place);
    }
    Path picture = dir.resolve("picture.svg");
    read("export", "-f", "svg", "-o", picture.toString(), place).exitsWith(0).complainsNot();
    assertTrue(Files.readString(picture).contains("needles"), Files.readString(picture));
    assertFalse(Files.readString(picture).contains("animate"), "one moment, and no more");
    Path text = dir.resolve("text");
    read("export", "-f", "text", "-o", text.toString(), place).exitsWith(0).complainsNot();
    read("show", "--commands", place).exitsWith(2).complainsPart("without a line");
    read("play", "--at", "9999", "--dump-at", "x", place).exitsWith(2);
  }

  @Test
  void searchTellsTheHostInJsonToo() {
    String all = read("search", "--json", "needle").exitsWith(0).out();
    assertTrue(
        all.contains(
            "{\"user\":\"alice\",\"host\":\"web1\",\"session\":\"" + ALICE + "\",\"line\":1,"),
        all);
    assertTrue(all.contains("\"play\":\"" + ON_2 + ALICE_2 + ":3\""), all);
    assertTrue(all.contains("\"host\":\"web1\",\"session\":\"" + LIVE + "\""), all);
    assertEquals(
        List.of(ON_2 + ALICE_2, ON_1 + ALICE, ON_1 + LIVE),
        read("search", "-l", "needle").exitsWith(0).out().lines().toList());
    read("search", "-c", "needle").printsPart("alice\t" + ON_1 + ALICE + "\t1\n");
    read("search", "-c", "--json", "needle")
        .printsPart("\"host\":\"web1\",\"session\":\"" + ALICE + "\",\"count\":1");
  }

  /** What a host says of another is not believed: its place in the archive says whose it is. */
  @Test
  void aSessionIsOfTheHostUnderWhichItIsKept() {
    String all = read("list", "--json").exitsWith(0).out();
    assertFalse(all.contains("a lie"), all);
    assertTrue(all.contains("\"host\":\"web2\""), all);
    assertTrue(
        all.contains("\"bytes\":" + typescript("$ a needle that goes on\r\nmore\r\n").length()),
        all);
  }

  @Test
  void showsOneByEachOfItsNames() {
    for (String name :
        List.of(
            ALICE_2, "alice", WEB2 + "/" + ALICE_2, "web2/alice", "20261122T06", "web*/alice")) {
      read("show", "-t", name).exitsWith(0).complainsNot().printsPart("needles are here\n");
    }
    read("show", "-t", "alice~1").exitsWith(0).printsPart("the needle of ten\n");
    read("show", "-t", "web1/alice").exitsWith(0).printsPart("the needle of ten\n");
    read("show", LIVE).exitsWith(0).printsPart("a needle that goes on");
    read("show", "carol")
        .exitsWith(3)
        .complains("sessionlog: no session or user 'carol' in " + archive.url() + "\n");
    read("show", "web1/" + BOB).exitsWith(3);
    read("show", "web3/alice").exitsWith(3).complainsPart(archive.url() + ", host web3");
    read("show", "web1/alice", "--host", "web2").exitsWith(2).complainsPart("names a host");
    read("show", "20261122").exitsWith(3).complainsPart("20261122' is ambiguous: " + ON_2 + BOB);
  }

  @Test
  void playsAndExports() throws IOException {
    read("play", "--dump-at", "2", "alice").exitsWith(0).printsPart("needles are here\n");
    read("play", "--dump-at", "2", "web1/bob").exitsWith(0).printsPart("more\n");
    Path out = dir.resolve("out");
    read("export", "-f", "typescript", "-o", out.toString(), ALICE_2).exitsWith(0).complainsNot();
    assertTrue(Files.readString(out.resolve("typescript")).contains("needles are here"));
    read("export", "-f", "evidence", "-o", "x", ALICE_2).exitsWith(2);
  }

  /** What is behind the place that is shown is not fetched: of a long recording that is most. */
  @Test
  void playsTheBeginningOfALongRecordingWithoutItsEnd() throws IOException {
    String id = "20261120T062510-eeee";
    int part = 100_000;
    String line = "x".repeat(78) + "\r\n";
    String output = "the beginning\r\n" + line.repeat(part / 8) + "the end\r\n";
    String timing = "O 1.000000 15\n" + "O 0.001000 80\n".repeat(part / 8) + "O 1.000000 9\n";
    archive.ended(WEB1, ended(id, "eve", output), typescript(output), timing, part);
    read("play", "--dump-at", "100%", "eve").exitsWith(0).complainsNot().printsPart("the end\n");
    Path caches = dir.resolve("home/.cache/sessionlog/archive");
    List<Path> kept = files(caches);
    assertTrue(kept.stream().anyMatch(p -> p.endsWith("typescript.000000000000.gz")), "" + kept);
    for (Path file : kept) {
      Files.delete(file);
    }
    String recording = "recordings/date=2026-11-20/host=" + WEB1 + "/" + id + "/";
    archive.remove(recording + "typescript.000000900000.gz");
    read("play", "--dump-at", "1", "eve").exitsWith(0).complainsNot().printsPart("the beginning\n");
    assertTrue(files(caches).size() < 10, "" + files(caches));
    read("play", "--dump-at", "100%", "eve")
        .complainsPart(recording + "typescript.000000900000.gz");
    read("show", "-t", "eve").exitsWith(4);
  }

  @Test
  void searchesLogsAndWhatNoLogHolds() {
    String found = read("search", "needle").exitsWith(0).complainsNot().out();
    assertEquals(
        List.of(
            ON_2 + ALICE_2 + ":3\tneedles are here",
            ON_1 + ALICE + ":1\tlogged: the needle of ten",
            ON_1 + LIVE + ":2\t$ a needle that goes on"),
        found.lines().map(line -> line.replaceFirst("^[^\t]*\t[^\t]*\t", "")).toList());
    assertEquals(1, read("search", "-u", "bob", "needle").out().lines().count());
    assertEquals(1, read("search", "--host=web2", "needle").out().lines().count());
    assertEquals(
        1, read("search", "--until", "2026-11-22", "needle").exitsWith(0).out().lines().count());
    read("search", "-s", "alice~1", "echo the needle").exitsWith(0).printsPart(ON_1 + ALICE + ":2");
    read("search", "nothing of this").exitsWith(1).printsNothing();
  }

  @Test
  void whatIsDamagedThereIsSaid() throws IOException {
    archive.remove(
        "recordings/date=2026-11-22/host=" + WEB2 + "/" + ALICE_2 + "/typescript.000000000010.gz");
    read("show", "-t", ALICE_2).exitsWith(4).printsNothing().complainsPart("typescript.0000");
    read("search", "needle")
        .exitsWith(2)
        .printsPart("logged: the needle of ten")
        .printsPart("a needle that goes on")
        .complainsPart("typescript.0000");
    archive.replace(
        "sessions/date=2026-11-21/host=" + WEB1 + "/" + ALICE + ".alice.json",
        "{ nothing".getBytes(UTF_8));
    CliRun run = read("list").exitsWith(4).complainsPart(ALICE + ".alice.json: not the facts");
    assertEquals(List.of(ON_1 + LIVE, ON_2 + BOB, ON_2 + ALICE_2), firstWords(run));
  }

  /** The files that a command read are gone with it; what is damaged lies in the archive. */
  @Test
  void whatIsDamagedIsCalledByItsNameInTheArchive() throws IOException {
    String piece = "transcripts/date=2026-11-21/host=" + WEB1 + "/alice.2026-11-21.0.0000.jsonl.gz";
    byte[] whole = archive.content(piece);
    archive.replace(piece, Arrays.copyOf(whole, whole.length / 2));
    CliRun run = read("search", "needles").exitsWith(2);
    assertTrue(
        run.err()
            .contains("/transcripts/date=2026-11-21/host=" + WEB1 + "/alice.2026-11-21.0.0000"),
        run.toString());
    assertFalse(run.err().contains(".cache"), run.toString());
    String id = "20261120T062510-eeee";
    archive.ended(WEB1, ended(id, "eve", "x\r\n"), typescript("x\r\n"), "O 1.5 nonsense\n");
    String recording = archive.url() + "/recordings/date=2026-11-20/host=" + WEB1 + "/" + id;
    for (String command :
        List.of(
            "show -t", "show --commands", "play --dump-at=1", "export -f=text", "search x -s")) {
      CliRun damaged = read((command + " eve").split(" "));
      damaged.exitsWith(command.startsWith("search") ? 2 : command.startsWith("play") ? 0 : 4);
      assertTrue(damaged.err().contains(recording + "/timing"), damaged.toString());
      assertFalse(damaged.err().contains(".cache"), damaged.toString());
    }
    run = read("search", "--screens", "x").exitsWith(2).complainsPart(recording);
    assertFalse(run.err().contains(".cache"), run.toString());
  }

  /** What is no file in the cache was not made by it: it is neither followed nor opened. */
  @Test
  void aLinkOrAPipeInTheCacheIsReplaced() throws Exception {
    read("show", "-t", ALICE_2).exitsWith(0);
    read("search", "needle").exitsWith(0);
    Path other = Files.writeString(dir.resolve("other"), "not of the archive");
    List<Path> kept = files(dir.resolve("home/.cache/sessionlog/archive"));
    assertTrue(kept.size() > 6, kept.toString());
    for (String kind : List.of("pipe", "link", "dangling link")) {
      for (Path file : kept) {
        Files.delete(file);
        if (kind.equals("pipe")) {
          new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        } else {
          Files.createSymbolicLink(file, kind.equals("link") ? other : dir.resolve("nowhere"));
        }
      }
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            read("show", "-t", ALICE_2).exitsWith(0).printsPart("needles are here\n");
            assertEquals(3, read("search", "needle").exitsWith(0).out().lines().count());
          },
          kind);
      assertEquals("not of the archive", Files.readString(other));
    }
    assertEquals(kept, files(dir.resolve("home/.cache/sessionlog/archive")));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** A log speaks for its own host and user alone: it hides no line of anybody else's session. */
  @Test
  void nobodyCanSayThatAnothersSessionIsLogged() throws IOException {
    archive.log(
        WEB1,
        "zed",
        LocalDate.parse("2026-11-22"),
        line(ALICE_2, 9, "marker", "-- session closed: complete after 9 s, 46 bytes"));
    read("search", "needles are").exitsWith(0).printsPart(ALICE_2 + ":3\tneedles are here");
  }

  @Test
  void whatIsCutStopsNothing() throws IOException {
    String piece = "transcripts/date=2026-11-21/host=" + WEB1 + "/alice.2026-11-21.0.0000.jsonl.gz";
    byte[] whole = archive.content(piece);
    archive.replace(piece, Arrays.copyOf(whole, whole.length / 2));
    read("search", "needles are").exitsWith(2).printsPart(ALICE_2).complainsPart("damaged");
  }

  @Test
  void wrongUseIsOneLine() {
    world
        .sessionlog("list", "--archive")
        .exitsWith(2)
        .complainsPart("names no archive; set archive.url there, or give --archive-url");
    world
        .sessionlog("list", "--archive-url", "ftp://x/y")
        .exitsWith(2)
        .complainsPart("has the unknown scheme \"ftp\"");
    world
        .sessionlog("list", "--archive-url", "file://" + dir.resolve("nowhere"))
        .exitsWith(1)
        .complainsPart("nowhere");
    world.sessionlog("list", "--host", "web1").exitsWith(2).complainsPart("add --archive");
    read("show", "-f", "alice").exitsWith(2);
  }

  /** The views of commands are gone when they end; what never changes stays. */
  @Test
  void nothingButTheCacheIsLeft() throws IOException {
    read("show", "-t", ALICE_2).exitsWith(0);
    Path caches = dir.resolve("home/.cache/sessionlog/archive");
    try (Stream<Path> all = Files.walk(caches)) {
      List<String> names = all.map(path -> caches.relativize(path).toString()).toList();
      assertTrue(
          names.stream().anyMatch(name -> name.endsWith(ALICE_2 + ".alice/typescript")),
          "" + names);
      assertTrue(names.stream().noneMatch(name -> name.contains("views/")), "" + names);
    }
  }
}
