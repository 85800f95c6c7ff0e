package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tab, in the real shells. */
@Tag("machine")
class CompletionTest {
  private static final String ALICE = "20261124T080000-bbbb";
  private static final String BOB = "20261124T090000-cccc";

  /** Names of folders that a shell would act on, or a terminal. */
  private static final List<String> HOSTILE =
      List.of(
          "$(touch pwned)",
          "`touch pwned`",
          "a;touch pwned;",
          "x\n$(touch pwned)\n20261124T090000-dddd",
          "*",
          "${x:=1}",
          "a'",
          "a\"",
          "-rf",
          "$((a[$(touch pwned)]))",
          "~",
          "x%1B%5B2J",
          "y%FF",
          "z%E2%80%AEx",
          "v\033[2J");

  @TempDir Path dir;

  @BeforeEach
  void record() throws IOException {
    Path sessions = dir.resolve("state/sessionlog/sessions");
    session(sessions, "alice", ALICE);
    session(sessions, "alice", "20261123T080000-bbbb");
    session(sessions, "bob", BOB);
    session(sessions, "CORP%5Ceve", "20261122T090000-ffff");
    session(sessions, "J%C3%BCrgen%20Ott", "20261122T100000-gggg");
    Files.writeString(
        dir.resolve("state/sessionlog/alice.log"),
        "2026-11-24T08:00:00.000+00:00 %s:1 pts/1 -- session opened\n".formatted(ALICE)
            + "2026-11-24T08:00:05.000+00:00 %s:27 pts/1 $ ls \033[2J\n".formatted(ALICE));
  }

  private static void session(Path sessions, String user, String id) throws IOException {
    Files.createDirectories(sessions.resolve(user).resolve(id));
  }

  private Map<String, String> environment() {
    return Map.of("XDG_STATE_HOME", dir.resolve("state").toString());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "FISH")
  void tabCompletesWhatStandsOnTheLine(CompletionShell shell) throws Exception {
    assumeInstalled(shell);
    Map<String, String> expected = new TreeMap<>();
    expected.put("sessionlog lis", "sessionlog list ");
    expected.put("sessionlog export --form", "sessionlog export --format");
    expected.put("sessionlog export -f h", "sessionlog export -f html ");
    expected.put("sessionlog export --format=ev", "sessionlog export --format=evidence ");
    expected.put("sessionlog list --state=ac", "sessionlog list --state=active");
    expected.put("sessionlog list --state=active,co", "sessionlog list --state=active,complete");
    expected.put("sessionlog list --user al", "sessionlog list --user alice");
    expected.put("sessionlog list --user=alice,b", "sessionlog list --user=alice,bob");
    expected.put("sessionlog --debug show -o f", "sessionlog --debug show -o full ");
    expected.put("sessionlog show al", "sessionlog show alice ");
    expected.put("sessionlog show 2026112409", "sessionlog show 2026112409");
    expected.put("sessionlog show 20261124T09", "sessionlog show " + BOB + " ");
    expected.put("sessionlog verify bo", "sessionlog verify bob ");
    expected.put("sessionlog tail CORP", "sessionlog tail CORP\\\\eve ");
    expected.put("sessionlog tail J", "sessionlog tail J\u00fcrgen\\ Ott ");
    expected.put("sessionlog tail \"J", "sessionlog tail \"J\u00fcrgen Ott\" ");
    expected.put("sessionlog play alice:2", "sessionlog play alice:27 ");
    expected.put("sessionlog play alice --at 5", "sessionlog play alice --at 50% ");
    expected.put("sessionlog help ex", "sessionlog help export ");
    expected.put("sessionlog generate-completion f", "sessionlog generate-completion fish ");
    expected.put(
        "sessionlog import --config state/sessionlog/al",
        "sessionlog import --config state/sessionlog/alice.log ");
    Map<String, String> completed = new TreeMap<>();
    try (TypedLine line = TypedLine.in(shell, dir, environment())) {
      for (String text : expected.keySet()) {
        completed.put(text, line.completed(text));
      }
    }

    if (shell == CompletionShell.ZSH) {
      // zsh goes on with a comma, which is gone when a blank is typed, and with the = of an option.
      completed.replaceAll((text, line) -> line.replaceAll("[,=]$", ""));
    }
    completed.replaceAll((text, line) -> loose(line));
    expected.replaceAll((text, line) -> loose(line));
    assertEquals(lines(expected), lines(completed));
  }

  /** Whether a blank follows an option or a list depends on the shell. */
  private static String loose(String line) {
    return line.matches(".*(--format|--state=.*|--user.*) ") ? line.strip() : line;
  }

  private static String lines(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + " -> " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void fishTellsWhatFollows() throws Exception {
    assumeInstalled(CompletionShell.FISH);

    assertEquals(List.of("list"), words("sessionlog lis"));
    assertEquals(List.of("--format"), words("sessionlog export --form"));
    assertEquals(List.of("html"), words("sessionlog export -f h"));
    assertEquals(List.of("--format=evidence"), words("sessionlog export --format=ev"));
    assertEquals(List.of("--state=active,complete"), words("sessionlog list --state=active,comp"));
    assertEquals(List.of("alice,bob"), words("sessionlog list --user alice,b"));
    assertEquals(List.of("full"), words("sessionlog --debug show -o f"));
    assertEquals(List.of("alice"), words("sessionlog show ali"));
    assertEquals(List.of(BOB), words("sessionlog show 20261124T09"));
    assertEquals(List.of("alice~1"), words("sessionlog show alice~"));
    assertEquals(List.of("CORP\\eve"), words("sessionlog tail COR"));
    assertEquals(List.of("J\u00fcrgen Ott"), words("sessionlog tail J"));
    assertEquals(List.of("alice:1", "alice:27"), words("sessionlog play alice:"));
    assertEquals(List.of("25%", "50%", "75%", ":1", ":27"), words("sessionlog play alice --at "));
    assertEquals(List.of("export"), words("sessionlog help exp"));
  }

  @Test
  void theSessionsOfAnArchiveAreFound() throws Exception {
    assumeInstalled(CompletionShell.FISH);
    Path archive = dir.resolve("archive");
    Path day = archive.resolve("sessions/date=2026-11-25/host=web1-k3f9q2mzx7");
    Files.createDirectories(day);
    Files.writeString(day.resolve("20261125T100000-hhhh.carol.json"), "{}");
    Files.createDirectories(archive.resolve("hosts"));
    Files.writeString(archive.resolve("hosts/web1-k3f9q2mzx7.json"), "{}");
    String url = " --archive-url file://" + archive + " ";

    assertEquals(List.of("20261125T100000-hhhh"), words("sessionlog show" + url + "2026"));
    assertEquals(List.of("web1/20261125T100000-hhhh"), words("sessionlog show" + url + "web1/2"));
    assertEquals(List.of("carol"), words("sessionlog list" + url + "-u c"));
    assertEquals(List.of("web1"), words("sessionlog list" + url + "--host "));
    assertEquals(List.of(), words("sessionlog show --archive-url s3://bucket 2026"));
    Files.createDirectories(dir.resolve("config/sessionlog/config.d"));
    Files.writeString(
        dir.resolve("config/sessionlog/config.d/a.toml"),
        "[archive]\n  url = 'file://" + archive + "' # all hosts\n");
    assertEquals(List.of("20261125T100000-hhhh"), words("sessionlog show --archive 2026"));
  }

  @Test
  void theLogDirIsThatOfTheConfiguration() throws Exception {
    assumeInstalled(CompletionShell.FISH);
    Path file = dir.resolve("other.toml");
    Files.writeString(file, "[log]\ndir = \"" + dir.resolve("other") + "\"\n[pipe]\ndir = \"/\"\n");
    session(dir.resolve("other/sessions"), "dora", ALICE);

    assertEquals(List.of("dora"), words("sessionlog tail --config " + file + " "));
    assertEquals(List.of("dora"), words("sessionlog --config=" + file + " tail "));
    Files.writeString(dir.resolve("link.toml"), "[log]\ndir = \"/proc/1/root/$(touch pwned)\"\n");
    assertEquals(List.of(), words("sessionlog tail --config " + dir + "/link.toml "));
  }

  @Test
  void whatCannotBeReadIsPassedOverInSilence() throws Exception {
    assumeInstalled(CompletionShell.FISH);
    assertEquals(List.of(), words("sessionlog tail --config /nonexistent/x --run-dir /n s"));
    assertEquals("", complaints("sessionlog show --config /proc/self/mem 2"));
    assertEquals("", complaints("sessionlog show --archive-url file:///nonexistent 2"));
  }

  @Test
  void ofVeryManyTheDayIsOfferedFirst() throws Exception {
    assumeInstalled(CompletionShell.FISH);
    Path sessions = dir.resolve("state/sessionlog/sessions");
    for (int i = 0; i < 600; i++) {
      session(sessions, "many", "202611%02dT%02d0000-%04d".formatted(10 + i / 100, i % 24, i));
    }

    assertEquals(List.of("20261110T", "20261111T"), words("sessionlog show 2026111").subList(0, 2));
    assertTrue(words("sessionlog show 20261110T01").contains("20261110T010000-0001"));
    assertFalse(words("sessionlog show ").contains("20261110T"), "users come first");
  }

  @ParameterizedTest
  @EnumSource
  void noNameIsEvaluated(CompletionShell shell) throws Exception {
    assumeInstalled(shell);
    Path sessions = dir.resolve("state/sessionlog/sessions");
    for (String name : HOSTILE) {
      session(sessions, name, ALICE);
      Files.createDirectories(sessions.resolve("alice").resolve(name));
      Files.writeString(dir.resolve(name), "");
    }
    List<String> lines = new ArrayList<>();
    for (String command : List.of("play ", "tail ", "list -u ", "play alice:", "export -o ")) {
      for (String begun : List.of("", "$(", "`", "a", "x", "\"$(")) {
        lines.add("sessionlog " + command + begun);
      }
    }
    if (shell == CompletionShell.FISH) {
      List<String> offered = new ArrayList<>(words("sessionlog tail "));
      for (String line : lines) {
        words(line);
      }
      assertEquals(List.of("alice", "bob", "CORP\\eve", "J\u00fcrgen Ott"), offered);
    } else {
      try (TypedLine line = TypedLine.in(shell, dir, environment())) {
        for (String text : lines) {
          line.completed(text);
        }
      }
    }

    assertFalse(Files.exists(dir.resolve("pwned")), "a name was evaluated");
  }

  private static void assumeInstalled(CompletionShell shell) {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", shell.toString())), shell + " is not installed");
  }

  private List<String> words(String line) throws Exception {
    return fish(line, false)
        .lines()
        .map(word -> word.replaceFirst("\t.*", ""))
        .collect(Collectors.toList());
  }

  private String complaints(String line) throws Exception {
    return fish(line, true)
        .lines()
        .filter(word -> !word.contains("\t"))
        .collect(Collectors.joining());
  }

  private String fish(String line, boolean withComplaints) throws Exception {
    String script = Path.of("docs/completion/sessionlog.fish").toAbsolutePath().toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                "/usr/bin/fish",
                "--no-config",
                "-c",
                "source '" + script + "'; complete -C $argv[1]",
                line)
            .directory(dir.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectErrorStream(withComplaints);
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.environment().putAll(Map.of("HOME", dir.toString(), "PATH", "/usr/bin:/bin"));
    builder.environment().put("XDG_CONFIG_HOME", dir.resolve("config").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
