package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each key of {@code [transcript]}, from the configuration file to what it does. */
final class TranscriptKeysIT extends LoginScene {
  private static final int KIB = 1024;
  private static final int LONGEST_LINE = 200;

  @Test
  void logIsRotatedAtItsSizeAndCompressedAndNobodyElseReadsIt() throws Exception {
    configure("max_file_size = \"4KiB\"");
    // A login starts the collector; it ends before the session that counts begins.
    installation.run("/bin/bash", "-l").await("READY> ").enter("exit").awaitExit();
    installation.awaitCollector();
    installation.awaitAllDone();
    session("seq -f 'number %.0f of the numbers' 1 400");
    List<Path> rolled = awaitCompressed();
    assertTrue(rolled.size() >= 5, rolled::toString);
    for (Path log : rolled) {
      try (InputStream content = new GZIPInputStream(Files.newInputStream(log))) {
        int size = content.readAllBytes().length;
        assertTrue(size > 3 * KIB && size < 4 * KIB + LONGEST_LINE, log + " has " + size);
      }
      assertPrivate(log);
    }
    assertPrivate(installation.userLog());
  }

  private static void assertPrivate(Path log) throws IOException {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
  }

  @Test
  void rolledLogsStayAsTheyAreWithoutCompressionAndTogetherBelowTheirCap() throws Exception {
    configure("max_file_size = \"4KiB\"", "compress = false", "total_size_cap = \"12KiB\"");
    session("seq -f 'number %.0f of the numbers' 1 800");
    Installation.awaitValue(
        "old logs to go",
        () -> sizeOf(rolledLogs()) <= 12 * KIB ? Optional.of(true) : Optional.empty());
    List<Path> rolled = rolledLogs();
    assertEquals(2, rolled.size(), rolled::toString);
    assertTrue(rolled.stream().allMatch(log -> log.toString().endsWith(".log")), rolled::toString);
    String noted = Files.readString(installation.logDir().resolve("audit/audit.log"));
    String first = installation.user() + "\\.[-0-9]{10}\\.0\\.log sha256:[0-9a-f]{64}";
    assertTrue(
        noted.lines().anyMatch(line -> line.matches(".* collector removes " + first + ": .*cap.*")),
        noted);
  }

  private static long sizeOf(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.exists(file) ? Files.size(file) : 0;
    }
    return size;
  }

  @ParameterizedTest
  @CsvSource({"30d, false", "0, true"})
  void rolledLogsGoWhenTheyAreTooOld(String history, boolean stays) throws Exception {
    configure("max_file_size = \"4KiB\"", "max_history = \"" + history + "\"");
    Files.createDirectories(installation.logDir());
    Path old = installation.logDir().resolve(installation.user() + ".2020-01-01.0.log");
    Files.writeString(old, "an old line\n");
    Path compressed = old.resolveSibling(old.getFileName() + ".gz");
    session("seq -f 'number %.0f of the numbers' 1 200");
    awaitCompressed();
    assertFalse(Files.exists(old));
    assertEquals(stays, Files.exists(compressed));
  }

  @ParameterizedTest
  @CsvSource({"200ms, first second", "1h, second"})
  void sessionIsQuietAfterSoLong(String quiet, String expected) throws Exception {
    configure("quiet = \"" + quiet + "\"");
    session("printf 'fir%s\\n-' st; sleep 1; printf '\\033[1A\\rsec%s\\033[K\\n\\n' ond");
    List<String> seen = new ArrayList<>();
    for (String line : installation.logLines()) {
      String text = line.substring(line.lastIndexOf(' ') + 1);
      if (text.equals("first") || text.equals("second")) {
        seen.add(text);
      }
    }
    assertEquals(expected, String.join(" ", seen));
  }

  @Test
  void linesLookAsThePatternSaysAndGoToAddedAppendersToo() throws Exception {
    Path logbackXml = root.resolve("logback.xml");
    Path copy = root.resolve("copy");
    Files.writeString(
        logbackXml,
        "<configuration><appender name='COPY' class='ch.qos.logback.core.FileAppender'><file>"
            + copy
            + "</file><encoder><pattern>%user+%line+%text%n</pattern></encoder></appender>"
            + "<root level='INFO'><appender-ref ref='COPY'/></root></configuration>");
    configure(
        "pattern = \"%session:%line <%user> %tty|%text\"", "logback = \"" + logbackXml + "\"");
    session("echo shown-$((1+1))");
    String user = installation.user();
    assertTrue(
        installation.logLines().stream()
            .anyMatch(
                line ->
                    line.matches("\\d{8}T\\d{6}-\\w{4}:\\d+ <" + user + "> pts/\\d+\\|shown-2")),
        () -> lines(installation.userLog()));
    Installation.awaitValue(
        "the copy",
        () ->
            Optional.of(lines(copy))
                .filter(text -> text.contains("+shown-2\n"))
                .filter(text -> text.startsWith(user + "+1+-- session opened: ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void jsonLinesGoOnWhereTheyWereWhenTheCollectorEnds(String signal) throws Exception {
    configure("json = true", "quiet = \"200ms\"");
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("echo '{\"a\": \"b\\c\"}' one-$((1+1))").await("one-2");
    awaitLine("one-2");
    long collector = installation.awaitCollector();
    Installation.kill(collector, signal);
    terminal.enter("echo two-$((1+1))").await("two-2");
    if (signal.equals("TERM")) {
      Installation.awaitValue(
          "the collector's end",
          () -> ProcessHandle.of(collector).isEmpty() ? Optional.of(true) : Optional.empty());
      installation.startCollector();
    }
    awaitLine("two-2");
    terminal.enter("exit 4");
    terminal.awaitExit();
    installation.awaitAllDone();
    List<Long> numbers = new ArrayList<>();
    for (String line : installation.logLines()) {
      numbers.add(number(line));
    }
    assertEquals(LongStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
    String all = lines(installation.userLog());
    assertTrue(all.contains(",\"text\":\"{\\\"a\\\": \\\"b\\\\c\\\"} one-2\"}\n"), all);
    List<String> tail =
        installation
            .sessionlog("tail", "-n", "2", installation.user())
            .exits(0)
            .out()
            .lines()
            .toList();
    assertEquals(installation.logLines().subList(numbers.size() - 2, numbers.size()), tail);
    assertTrue(tail.get(1).contains("exit code 4"), tail::toString);
  }

  private void awaitLine(String text) {
    Installation.awaitValue(
        text + " in the log",
        () ->
            Optional.of(String.join("\n", installation.logLines()) + "\n")
                .filter(log -> log.contains(text + "\"}\n")));
  }

  /** Returns the member {@code line} of what must be one JSON object with the documented keys. */
  private static long number(String line) throws IOException {
    long number = 0;
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          names.add(json.currentName());
          number = json.currentName().equals("line") ? json.getLongValue() : number;
        }
      }
    }
    assertEquals(List.of("session", "line", "time", "user", "tty", "host", "kind", "text"), names);
    return number;
  }

  private void configure(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of("[transcript]"));
    all.addAll(List.of(lines));
    installation.configure(all.toArray(String[]::new));
  }

  private void session(String command) throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter(command + "; exit");
    terminal.awaitExit();
    String session =
        installation
            .recordings()
            .get(installation.recordings().size() - 1)
            .getFileName()
            .toString();
    Installation.awaitValue(
        "the transcript of " + session,
        () ->
            Files.exists(
                    installation.logDir().resolve("active").resolve(session),
                    LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : Optional.of(true));
  }

  private List<Path> awaitCompressed() {
    return Installation.awaitValue(
        "compressed logs",
        () ->
            Optional.of(rolledLogs())
                .filter(logs -> !logs.isEmpty())
                .filter(logs -> logs.stream().allMatch(log -> log.toString().endsWith(".gz"))));
  }

  private List<Path> rolledLogs() throws IOException {
    List<Path> logs = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(installation.logDir(), installation.user() + ".*.log*")) {
      found.forEach(logs::add);
    }
    return logs;
  }

  private static String lines(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
