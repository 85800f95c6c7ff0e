package dev.sessionlog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.config.RecordingSettings.OnDiskFull;
import dev.sessionlog.config.RecordingSettings.OnLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @TempDir Path dir;

  private final Map<String, String> environment = new HashMap<>();
  private SystemPaths system;

  @BeforeEach
  void machineWithoutSystemCollector() {
    system =
        new SystemPaths(
            dir.resolve("run"),
            dir.resolve("lib"),
            dir.resolve("etc/sessionlog.toml"),
            dir.resolve("log"));
    environment.put("HOME", "/home/alice");
  }

  @Test
  void withoutFilesEverythingIsAsTheUserModeDefaultsSay() throws Exception {
    Configuration configuration = load();

    assertEquals(Mode.USER, configuration.mode());
    assertEquals(Optional.empty(), configuration.file());
    assertEquals(Path.of("/home/alice/.local/state/sessionlog"), configuration.logDir());
    assertEquals(List.of(Path.of("/tmp/sessionlog-1000")), configuration.runDirCandidates());
    assertEquals(0620, configuration.pipe().mode().bits());
    assertEquals(1 << 20, configuration.pipe().size());
    assertEquals(Duration.ofSeconds(2), configuration.login().answerTimeout());
    assertEquals(OnUnavailable.ALLOW, configuration.login().onUnavailable());
    assertEquals(Set.of(), configuration.login().recordUsers());
    assertEquals(Optional.of(Duration.ofMinutes(10)), configuration.collector().idleExit());
    assertEquals(OnDiskFull.CONTINUE, configuration.recording().onDiskFull());
    assertEquals(OptionalLong.empty(), configuration.recording().maxBytes());
    assertEquals(OptionalInt.of(90), configuration.transcript().maxHistory());
    assertEquals(Optional.empty(), configuration.transcript().logback());
    assertEquals(Optional.of(Duration.ofDays(90)), configuration.retention().maxAge());
    assertTrue(configuration.settings().stream().allMatch(s -> s.origin().equals(Origin.DEFAULT)));
  }

  @Test
  void userModePathsFollowTheXdgVariables() throws Exception {
    Path configHome = Files.createDirectories(dir.resolve("xdg/sessionlog")).getParent();
    Path file = Files.writeString(configHome.resolve("sessionlog/sessionlog.toml"), "");
    environment.put("XDG_CONFIG_HOME", configHome.toString());
    environment.put("XDG_STATE_HOME", "/state");
    environment.put("XDG_RUNTIME_DIR", "/run/user/1000");

    Configuration configuration = load();

    assertEquals(Optional.of(file), configuration.file());
    assertEquals(Path.of("/state/sessionlog"), configuration.logDir());
    assertEquals(
        List.of(Path.of("/run/user/1000/sessionlog"), Path.of("/tmp/sessionlog-1000")),
        configuration.runDirCandidates());
  }

  @Test
  void relativeXdgVariablesAndAnUnsetHomeAreIgnored() throws Exception {
    environment.clear();
    environment.put("XDG_STATE_HOME", "state");
    environment.put("XDG_RUNTIME_DIR", "");

    Configuration configuration = load();

    assertEquals(Path.of("/passwd/home/.local/state/sessionlog"), configuration.logDir());
    assertEquals(1, configuration.runDirCandidates().size());
  }

  @Test
  void systemModeIsWhereTheSystemRunDirIs() throws Exception {
    Files.createDirectory(system.runDir());
    Files.createDirectory(dir.resolve("etc"));
    Files.writeString(system.configurationFile(), "[login]\non_unavailable = 'deny'\n");

    Configuration configuration = load();

    assertEquals(Mode.SYSTEM, configuration.mode());
    assertEquals(Optional.of(system.configurationFile()), configuration.file());
    assertEquals(List.of(system.runDir()), configuration.runDirCandidates());
    assertEquals(system.logDir(), configuration.logDir());
    assertEquals(Optional.empty(), configuration.collector().idleExit());
    assertEquals(OnUnavailable.DENY, configuration.login().onUnavailable());
  }

  @Test
  void systemModeCanBeAskedFor() throws Exception {
    Configuration configuration = Configuration.load(source().withSystem());

    assertEquals(Mode.SYSTEM, configuration.mode());
    assertEquals(List.of(system.runDir()), configuration.runDirCandidates());
  }

  @Test
  void aMachineWithItsCollectorInstalledIsInSystemModeWhateverBecameOfTheRunDir() throws Exception {
    Files.createDirectory(system.stateDir());

    Configuration configuration = load();

    assertEquals(Mode.SYSTEM, configuration.mode());
    assertEquals(List.of(system.runDir()), configuration.loginRunDirCandidates());
    assertEquals(system.stateDir(), configuration.systemStateDir());
  }

  @Test
  void aSystemCollectorServesTheSystemRunDirAlone() throws Exception {
    environment.put("SESSIONLOG_RUN_DIR", "/elsewhere");

    assertEquals(
        List.of(system.runDir()), Configuration.load(source().withSystem()).runDirCandidates());
  }

  @Test
  void systemModeNeedsAPipeThatUsersCanWrite() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "[pipe]\nmode = '0600'\n");

    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> Configuration.load(source().withFile(file).withSystem()));

    assertTrue(
        e.problems().get(0).startsWith(file + ":2: pipe.mode: in system mode"), e::getMessage);
    assertEquals(0600, Configuration.load(source().withFile(file)).pipe().mode().bits());
  }

  @Test
  void anotherRunDirNeverTurnsLoginsAwayFromASystemCollector() throws Exception {
    Files.createDirectory(system.runDir());
    environment.put("SESSIONLOG_RUN_DIR", "/elsewhere");

    Configuration configuration = load();

    assertEquals(Mode.USER, configuration.mode());
    assertEquals(List.of(Path.of("/elsewhere")), configuration.runDirCandidates());
    assertEquals(List.of(system.runDir()), configuration.loginRunDirCandidates());
  }

  @Test
  void theOptionGoesBeforeTheVariableAndTheVariableBeforeTheDefault() throws Exception {
    Path named = Files.writeString(dir.resolve("named.toml"), "[log]\ndir = '/a'\n");
    Path other = Files.writeString(dir.resolve("other.toml"), "[log]\ndir = '/b'\n");
    environment.put("SESSIONLOG_CONFIG", named.toString());
    environment.put("SESSIONLOG_RUN_DIR", "/run/a");

    assertEquals(Path.of("/a"), load().logDir());
    assertEquals(Path.of("/b"), Configuration.load(source().withFile(other)).logDir());
    assertEquals(
        List.of(Path.of("/run/b")),
        Configuration.load(source().withRunDir(Path.of("/run/b"))).runDirCandidates());
  }

  @Test
  void aNamedFileThatIsMissingIsAnError() {
    assertEquals(
        List.of(dir.resolve("missing.toml") + ": no such file"),
        problems(source().withFile(dir.resolve("missing.toml"))));
  }

  @Test
  void everyKeyIsReadAndItsLineRemembered() throws Exception {
    Path file =
        write(
            """
            [log]
            dir = "/srv/log/../sessions"
            [pipe]
            mode = "u=rw,g=w,o="
            size = "64KiB"
            [login]
            answer_timeout = "500ms"
            open_timeout = "1m"
            notice = "Recorded.\\nBe nice."
            exempt_users = ["root", "break-glass"]
            record_groups = ["staff"]
            max_sessions_per_user = 20
            max_sessions = 200
            max_new_sessions_per_minute = 0
            [collector]
            idle_exit = "0"
            hold = "0"
            [recording]
            on_disk_full = "stall"
            max_bytes = "10GB"
            max_rate = "1MiB"
            on_limit = "drop"
            reserve = "3GiB"
            [transcript]
            json = true
            max_history = "0"
            total_size_cap = "0"
            compress = false
            logback = "/etc/sessionlog/logback.xml"
            [retention]
            max_age = "0"
            max_sessions_per_user = 500
            max_size_per_user = "2GiB"
            max_size = "20GiB"
            min_free = "1GiB"
            compress_after = "0"
            """);

    Configuration configuration = Configuration.load(source().withFile(file));

    assertEquals(Path.of("/srv/sessions"), configuration.logDir());
    assertEquals(3L << 30, configuration.recording().reserve());
    assertEquals(0620, configuration.pipe().mode().bits());
    assertEquals(65_536, configuration.pipe().size());
    assertEquals(Duration.ofMillis(500), configuration.login().answerTimeout());
    assertEquals("Recorded.\nBe nice.", configuration.login().notice());
    assertEquals(Set.of("root", "break-glass"), configuration.login().exemptUsers());
    assertEquals(Set.of("staff"), configuration.login().recordGroups());
    assertEquals(new SessionLimitSettings(20, 200, 0), configuration.login().limits());
    assertEquals(Optional.empty(), configuration.collector().idleExit());
    assertEquals(Duration.ZERO, configuration.collector().hold());
    assertEquals(OptionalLong.of(10_000_000_000L), configuration.recording().maxBytes());
    assertEquals(OnLimit.DROP, configuration.recording().onLimit());
    assertEquals(OptionalInt.empty(), configuration.transcript().maxHistory());
    assertEquals(
        Optional.of(Path.of("/etc/sessionlog/logback.xml")), configuration.transcript().logback());
    assertEquals(Optional.empty(), configuration.retention().maxAge());
    assertEquals(OptionalInt.of(500), configuration.retention().maxSessionsPerUser());
    assertEquals(OptionalLong.of(1L << 30), configuration.retention().minFree());
    assertEquals(Optional.empty(), configuration.retention().compressAfter());
    assertEquals(file + ":4", setting(configuration, "pipe.mode").origin().text());
    assertEquals("\"Recorded.\\nBe nice.\"", setting(configuration, "login.notice").toml());
    assertEquals(
        "[\"root\", \"break-glass\"]", setting(configuration, "login.exempt_users").toml());
  }

  @Test
  void anOptionGoesBeforeTheFile() throws Exception {
    Path file = write("[collector]\nidle_exit = '1h'\n");
    ConfigurationSource source =
        source().withFile(file).withOption("collector.idle_exit", "5s", "--idle-exit");

    Configuration configuration = Configuration.load(source);

    assertEquals(Optional.of(Duration.ofSeconds(5)), configuration.collector().idleExit());
    assertEquals(
        "option --idle-exit", setting(configuration, "collector.idle_exit").origin().text());
    List<String> problems =
        problems(source().withOption("collector.idle_exit", "soon", "--idle-exit"));
    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).startsWith("--idle-exit: \"soon\" is not a duration, expected a duration"),
        problems.get(0));
  }

  @Test
  void allThatIsWrongIsSaidAtOnceEachWithItsPlace() throws Exception {
    Path file =
        write(
            """
            [pipe]
            mode = "0420"
            size = "4KiB"
            [login]
            answer_timeout = 2
            on_unavailable = "perhaps"
            """);

    assertEquals(
        List.of(
            file
                + ":2:1: pipe.mode: \"0420\" keeps the collector, the pipe's owner, from reading and writing, expected "
                + PipeMode.EXPECTED,
            file
                + ":3:1: pipe.size: \"4KiB\" is out of range, expected "
                + SizeText.EXPECTED
                + ", from 64KiB to 1GiB",
            file
                + ":5:1: login.answer_timeout: 2 is a number, expected "
                + DurationText.EXPECTED
                + ", from 100ms to 1m",
            file
                + ":6:1: login.on_unavailable: \"perhaps\" is not a choice,"
                + " expected \"allow\" or \"deny\""),
        problems(source().withFile(file)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [recoding]\\nmax_bytes = "0"        | :1:1: recoding: unknown key, did you mean recording?
          [login]\\nnotise = "x"              | :2:1: login.notise: unknown key, did you mean login.notice?
          [pipe]\\nnotice = "x"               | :2:1: pipe.notice: unknown key, did you mean login.notice?
          notice = "x"                        | :1:1: notice: unknown key, did you mean login.notice?
          [log]\\nqqqqqq = 1                  | :2:1: log.qqqqqq: unknown key, expected dir, group
          ["a b"]                             | :1:1: "a b": unknown key, expected [archive], [collector], [log], [login], [pipe], [recording], [retention], [seal], [transcript]
          log = 3                             | :1:1: log: not a table, expected [log]
          [[log]]                             | :1:1: log: not a table, expected [log]
          [log]\\ndir = "logs"                | :2:1: log.dir: "logs" is not absolute, expected an absolute path
          [log]\\ndir = ""                    | :2:1: log.dir: "" is not absolute, expected an absolute path
          [transcript]\\njson = "yes"         | :2:1: transcript.json: "yes" is a string, expected true or false
          [transcript]\\nmax_history = "36h"  | :2:1: transcript.max_history: "36h" is not a number of whole days, expected whole days such as "90d", from 1d to 36500d, or "0" for ever
          [login]\\nexempt_users = "root"     | :2:1: login.exempt_users: "root" is a string, expected a list of names such as ["alice", "bob"]
          [login]\\nexempt_users = ["a:b"]    | :2:1: login.exempt_users: has an element that is not a name, expected a list of names such as ["alice", "bob"]
          [login]\\nmax_sessions_per_user = -1 | :2:1: login.max_sessions_per_user: -1 is out of range, expected a whole number from 0 to 100000
          [login]\\nnotice = "a\\\\u001bb"    | :2:1: login.notice: "a\\\\u001bb" has control characters, expected a text of at most 4000 printable characters
          [retention]\\nonly_archived = true  | :2: retention.only_archived: true without an archive, expected archive.url with it
          [archive]\\nendpoint = "x"          | :2:1: archive.endpoint: "x" is no address, expected an address such as "https://s3.example.org", or "" for none
          [archive]\\nregion = "a b"         | :2:1: archive.region: "a b" is no word, expected a word such as "eu-central-1", or "" for none
          [transcript]\\npattern = " "        | :2:1: transcript.pattern: is empty, expected a logback pattern
          """)
  void whatIsWrongIsSaidInOneLine(String toml, String problem) throws Exception {
    Path file = write(unescape(toml));

    assertEquals(List.of(file + unescape(problem)), problems(source().withFile(file)));
  }

  @Test
  void badSyntaxIsSaidWithItsPlace() throws Exception {
    Path file = write("[log]\ndir = \n");

    List<String> problems = problems(source().withFile(file));

    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith(file + ":2:"), problems.get(0));
  }

  @Test
  void aFileThatIsNoTextIsAnError() throws Exception {
    Path file = Files.write(dir.resolve("latin1.toml"), new byte[] {'#', (byte) 0xe9, '\n'});
    assertEquals(
        List.of(file + ": not UTF-8 text, expected a TOML file"),
        problems(source().withFile(file)));
    assertEquals(
        List.of(dir + ": cannot be read: not a regular file"), problems(source().withFile(dir)));
    Path large = Files.write(dir.resolve("large.toml"), new byte[300_000]);
    assertEquals(
        List.of(large + ": cannot be read: larger than 256KiB"),
        problems(source().withFile(large)));
  }

  @Test
  void endlessBracketsAreAnErrorLikeAnyOther() throws Exception {
    Path file = write("a = " + "[".repeat(200_000));

    assertEquals(1, problems(source().withFile(file)).size());
  }

  @Test
  void aFurtherCheckIsMadeOfTheFilesValue() throws Exception {
    Path file = write("[transcript]\npattern = '%oops'\n");
    ConfigurationSource source =
        source()
            .withFile(file)
            .withCheck("transcript.pattern", p -> Optional.of(p + " is unknown, expected %msg"));

    assertEquals(
        List.of(file + ":2:1: transcript.pattern: %oops is unknown, expected %msg"),
        problems(source));
  }

  @Test
  void theSampleHasEveryKeyWithItsDefault() throws Exception {
    Path sample = Path.of("docs/sessionlog.toml");
    String text = Files.readString(sample);

    Configuration configuration = Configuration.load(source().withFile(sample));

    Configuration defaults = load();
    for (Key<?> key : Keys.ALL) {
      assertEquals(
          setting(defaults, key.name()).toml(),
          setting(configuration, key.name()).toml(),
          key.name());
      String table = text.substring(text.indexOf("[" + key.table() + "]"));
      assertTrue(
          table.contains("\n" + key.simpleName() + " = ")
              || table.contains("\n# " + key.simpleName() + " = "),
          key.name());
    }
  }

  @Test
  void thePageForOperatorsHasEveryKeyWithItsDefaultAndNoOther() throws Exception {
    Pattern row = Pattern.compile("\\| `(\\w+\\.\\w+)` \\| (?:`([^`]*)`|[^|]*) \\|[^|]+\\|");
    Map<String, String> documented = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("docs/operations.md"))) {
      Matcher matcher = row.matcher(line);
      if (matcher.matches()) {
        documented.put(matcher.group(1), Objects.requireNonNullElse(matcher.group(2), ""));
      }
    }
    Map<String, String> expected = new LinkedHashMap<>();
    for (Key<?> key : Keys.ALL) {
      String toml = setting(load(), key.name()).toml();
      // What depends on the mode or on the user's folders is told in words.
      boolean dependsOnMode =
          key.defaultValue().equals("")
              || Keys.AMONG_USERS.containsKey(key.name())
              || (key.defaultValue() instanceof Long number && !toml.equals(number.toString()));
      expected.put(key.name(), dependsOnMode ? "" : toml.replaceAll("^\"|\"$", ""));
    }
    assertEquals(expected.toString(), documented.toString());
  }

  private Configuration load() throws ConfigurationException {
    return Configuration.load(source());
  }

  private ConfigurationSource source() {
    return ConfigurationSource.of(environment, 1000, Path.of("/passwd/home"), system);
  }

  private Path write(String toml) throws IOException {
    return Files.write(dir.resolve("test.toml"), toml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(ConfigurationSource source) {
    return assertThrows(ConfigurationException.class, () -> Configuration.load(source)).problems();
  }

  private static Setting setting(Configuration configuration, String key) {
    return configuration.settings().stream().filter(s -> s.key().equals(key)).findFirst().get();
  }

  private static String unescape(String text) {
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\');
  }
}
