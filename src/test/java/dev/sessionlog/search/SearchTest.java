package dev.sessionlog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.ImportedRecording;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches over logs and recordings of every kind. */
class SearchTest {
  private static final String ONE = "20261122T062510-k3f9";
  private static final String TWO = "20261123T062510-k3f9";
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSxxx} %session:%line %tty %text";

  @TempDir private Path logDir;
  private final List<String> damages = new ArrayList<>();

  private static String line(String day, String session, int number, String text) {
    return day + "T06:25:10.123+00:00 " + session + ":" + number + " pts/3 " + text + "\n";
  }

  private void write(String name, String... lines) throws IOException {
    byte[] content = String.join("", lines).getBytes(StandardCharsets.UTF_8);
    if (!name.endsWith(".gz")) {
      Files.write(logDir.resolve(name), content);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(logDir.resolve(name)))) {
      out.write(content);
    }
  }

  private void writeLogs() throws IOException {
    write(
        "alice.2026-11-22.0.log.gz",
        line("2026-11-22", ONE, 1, "first needle"),
        line("2026-11-22", ONE, 2, "hay pts/3"));
    write("alice.2026-11-22.1.log", line("2026-11-22", ONE, 3, "second Needle"));
    write(
        "alice.log",
        line("2026-11-23", TWO, 1, "third needle and needle"),
        line("2026-11-23", ONE, 4, "between"),
        line("2026-11-23", TWO, 2, "after"),
        "2026-11-23T06:25:10.123+00:00 " + TWO + ":3 pts/3 a torn needle");
    write("bob.log", line("2026-11-23", "20261123T062511-k3f9", 1, "bob's needle"));
  }

  private List<String> search(SearchPattern pattern, SearchScope scope) throws IOException {
    List<String> hits = new ArrayList<>();
    new Search(logDir, pattern, scope, PATTERN, Duration.ofSeconds(2), ZoneOffset.UTC)
        .run(
            2,
            new Search.Listener() {
              @Override
              public boolean hit(Hit hit) {
                String place = hit.line().isPresent() ? ":" + hit.line().getAsLong() : "";
                hits.add(
                    (hit.isContext() ? "-" : "") + hit.user() + place + " " + hit.text().text());
                return true;
              }

              @Override
              public void damage(String line) {
                damages.add(line);
              }
            },
            bytes -> {});
    return hits;
  }

  private static SearchScope everything(String... users) {
    return new SearchScope(
        List.of(users),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        false,
        false);
  }

  private static SearchPattern plain(String text) {
    return SearchPattern.of(text, false, false);
  }

  @Test
  void aLineThatCannotBeSearchedIsToldAndHidesNothing() throws IOException {
    writeLogs();
    String hostile = "b".repeat(900_000) + "needle";
    write(
        "alice.log",
        line("2026-11-23", TWO, 1, hostile),
        line("2026-11-23", TWO, 2, "abab needle"));
    assertEquals(
        List.of("alice:2 abab needle", "bob:1 bob's needle"),
        search(plain("^(a|b| |o|'|s)* ?needle"), everything("alice", "bob")));
    assertEquals(
        List.of(
            "alice, session "
                + TWO
                + ", line 1 was not searched: the expression needs too much memory for its 900006"
                + " characters"),
        damages);
  }

  @Test
  @Tag("exhaustive")
  void manySuchLinesAreCounted() throws IOException {
    String[] lines = new String[101];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line("2026-11-23", TWO, i + 1, "x".repeat(2000) + " z");
    }
    write("alice.log", lines);
    search(SearchPattern.of("(x*)(x*)(x*)(x*)[=z]", false, false), everything("alice"));
    assertEquals(4, damages.size(), damages::toString);
    assertEquals("alice: 98 more lines were not searched", damages.get(3));
  }

  @Test
  void findsInCurrentRolledAndCompressedLogsInTheirOrder() throws IOException {
    writeLogs();
    assertEquals(
        List.of("alice:1 first needle", "alice:1 third needle and needle", "bob:1 bob's needle"),
        search(plain("needle"), everything("alice", "bob")));
    assertEquals(
        List.of("alice:1 first needle", "alice:3 second Needle", "alice:1 third needle and needle"),
        search(SearchPattern.of("NEEDLE", true, true), everything("alice")));
    assertEquals(List.of("alice:2 after"), search(plain("^a[a-z]*r$"), everything("alice")));
  }

  @Test
  void lettersBeyondAsciiThatEqualSomeOfItAreFoundToo() throws IOException {
    write(
        "alice.log",
        line("2026-11-23", TWO, 1, "Kiss of death"),
        line("2026-11-23", TWO, 2, "\u212A\u0130\u017F\u017F of death"),
        line("2026-11-23", TWO, 3, "miss"));
    write(
        "bob.log", line("2026-11-23", ONE, 1, "KISS"), line("2026-11-23", ONE, 2, "\u20AC \u0151"));
    assertEquals(
        List.of("alice:1 Kiss of death", "alice:2 \u212A\u0130\u017F\u017F of death", "bob:1 KISS"),
        search(SearchPattern.of("kiss", false, true), everything("alice", "bob")));
    assertEquals(
        List.of(
            "alice:1 Kiss of death", "alice:2 \u212A\u0130\u017F\u017F of death", "alice:3 miss"),
        search(SearchPattern.of("kiss|MISS", false, true), everything("alice")));
  }

  @Test
  void onlyTheTextIsSearched() throws IOException {
    writeLogs();
    assertEquals(List.of("alice:2 hay pts/3"), search(plain("pts/3"), everything("alice")));
    assertEquals(List.of(), search(plain("2026-11"), everything("alice")));
  }

  @Test
  void contextIsOfTheSameSessionAndGoesOverFiles() throws IOException {
    writeLogs();
    SearchScope scope =
        new SearchScope(
            List.of("alice"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            1,
            false,
            false);
    assertEquals(
        List.of("-alice:2 hay pts/3", "alice:3 second Needle", "-alice:4 between"),
        search(plain("Needle"), scope));
  }

  @Test
  void linesBeforeAndLinesAfterAreCountedApart() throws IOException {
    writeLogs();
    assertEquals(
        List.of("-alice:2 hay pts/3", "alice:3 second Needle"),
        search(plain("Needle"), around(1, 0)));
    assertEquals(
        List.of("alice:3 second Needle", "-alice:4 between"),
        search(plain("Needle"), around(0, 1)));
  }

  private static SearchScope around(int before, int after) {
    Optional<Instant> whenever = Optional.empty();
    return new SearchScope(
        List.of("alice"),
        Optional.empty(),
        whenever,
        whenever,
        Optional.empty(),
        before,
        after,
        false,
        false);
  }

  @Test
  void aSessionCanBeLeftOut() throws IOException {
    writeLogs();
    Optional<Instant> whenever = Optional.empty();
    SearchScope scope =
        new SearchScope(
            List.of("alice"),
            Optional.empty(),
            whenever,
            whenever,
            SessionId.parse(ONE),
            0,
            0,
            false,
            false);
    List<String> rest = search(plain("needle"), scope);
    assertEquals(List.of("alice:1 third needle and needle"), rest);
  }

  @Test
  void timeAndSessionNarrowIt() throws IOException {
    writeLogs();
    SearchScope since =
        new SearchScope(
            List.of("alice"),
            Optional.empty(),
            Optional.of(Instant.parse("2026-11-23T00:00:00Z")),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            false,
            false);
    assertEquals(List.of("alice:1 third needle and needle"), search(plain("needle"), since));
    SearchScope session =
        new SearchScope(
            List.of("alice"),
            SessionId.parse(ONE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            false,
            false);
    assertEquals(List.of("alice:1 first needle"), search(plain("needle"), session));
  }

  @Test
  void jsonLogsAreReadAsTheirText() throws IOException {
    write(
        "alice.log",
        "{\"session\":\""
            + ONE
            + "\",\"line\":7,\"time\":\"2026-11-22T06:25:10Z\","
            + "\"user\":\"alice\",\"tty\":\"pts/3\",\"host\":\"h\",\"text\":\"say \\\"needle\\\"\"}\n");
    assertEquals(
        List.of("alice:7 say \"needle\""), search(plain("\"needle\""), everything("alice")));
  }

  @Test
  void aPrintedMarkerIsFoundAsItStoodOnTheScreen() throws IOException {
    write(
        "alice.log",
        line("2026-11-22", ONE, 1, "-- gap: 1 bytes lost"),
        line("2026-11-22", ONE, 2, "\\-- gap: 1 bytes lost"),
        line("2026-11-22", ONE, 3, "\\\\-- gap: 1 bytes lost"));
    String found = "gap: 1 bytes lost";
    for (String regex : List.of("^-- gap", "^-- g.p", "^\\\\-- gap", "gap: 1", "^-")) {
      List<String> wanted = new ArrayList<>();
      if (!regex.startsWith("^\\")) {
        wanted.add("alice:1 -- " + found);
        wanted.add("alice:2 -- " + found);
      }
      if (!regex.startsWith("^-")) {
        wanted.add("alice:3 \\-- " + found);
      }
      SearchPattern pattern = SearchPattern.of(regex, false, false);
      assertEquals(wanted, search(pattern, everything("alice")), regex);
    }
  }

  @Test
  void aBrokenFileIsSaidAndHidesNoOther() throws IOException {
    writeLogs();
    Files.write(logDir.resolve("alice.2026-11-22.0.log.gz"), new byte[] {31, 0, 1, 2});
    assertEquals(
        List.of("alice:1 third needle and needle"), search(plain("needle"), everything("alice")));
    assertEquals(1, damages.size());
    assertTrue(damages.get(0).contains("alice.2026-11-22.0.log.gz is damaged"), damages.get(0));
  }

  @Test
  void longLinesAndManyHitsAreFound() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      lines.add(line("2026-11-23", TWO, i, "x".repeat(i % 300) + " needle " + i));
    }
    write("alice.log", lines.toArray(String[]::new));
    List<String> hits = search(plain("needle"), everything("alice"));
    assertEquals(20_000, hits.size());
    assertTrue(hits.get(19_999).endsWith(" needle 20000"));
    assertEquals(20_000, search(plain("n[e]+dl. "), everything("alice")).size());
  }

  @Test
  void transcriptsThatAreNotWrittenYetAndFullScreenProgramsAreFound() throws IOException {
    record("plain needle\r\n\u001b[?1049h\u001b[H\u001b[2Jneedle in vim\u001b[?1049lend\r\n");
    assertEquals(List.of("alice:2 plain needle"), search(plain("needle"), everything("alice")));
    SearchScope screens =
        new SearchScope(
            List.of("alice"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            true,
            false);
    assertEquals(
        List.of("alice:2 plain needle", "alice needle in vim"), search(plain("needle"), screens));
  }

  private void record(String output) throws IOException {
    Session session = SampleSession.named(ONE).build();
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    int half = output.indexOf("\u001b[?1049l");
    try (ImportedRecording recording =
        ImportedRecording.begin(new RecordingStore(logDir), session)) {
      recording.line("Script started\n".getBytes(StandardCharsets.UTF_8));
      recording.output(Duration.ofMillis(100), bytes, 0, half);
      recording.output(Duration.ofMillis(900), bytes, half, bytes.length - half);
      recording.finish(session, session.started().plusSeconds(1), OptionalInt.of(0));
    }
  }
}
