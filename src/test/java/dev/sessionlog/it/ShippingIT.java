package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.logstash.logback.appender.LogstashTcpSocketAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines on their way to a real rsyslog, over TCP, with the configuration that the docs show. */
final class ShippingIT {
  private static final Pattern LOGGED = Pattern.compile("\\S+ (\\S+):(\\d+) (\\S+) (.*)");
  private static final Pattern LOST = Pattern.compile("RECEIVER did not get (\\d+) lines?");

  @TempDir private Path root;
  private Installation installation;
  private Rsyslog rsyslog;

  @BeforeEach
  void install() throws IOException {
    assumeTrue(Rsyslog.isInstalled(), "rsyslog is not installed");
    rsyslog = Rsyslog.in(root.resolve("rsyslog"));
    installation = Installation.in(root);
    installation.writeProfiles();
    Path logbackXml = root.resolve("logback.xml");
    Files.writeString(logbackXml, rsyslog.logbackXml());
    installation.configure(
        "[seal]",
        "interval = \"1h\"",
        "[transcript]",
        "quiet = \"200ms\"",
        "max_file_size = \"1GiB\"",
        "logback = \"" + logbackXml + "\"");
    startCollector(programWithJar());
  }

  @AfterEach
  void remove() throws Exception {
    if (installation != null) {
      installation.close();
    }
    if (rsyslog != null) {
      rsyslog.close();
    }
  }

  /** Copies the program and adds the jar to its lib, as an administrator does. */
  private Path programWithJar() throws IOException {
    Path program = root.resolve("program");
    Path packaged = Path.of(System.getProperty("sessionlog.home"));
    try (Stream<Path> files = Files.walk(packaged)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, program.resolve(packaged.relativize(file).toString()));
      }
    }
    Path jar =
        Path.of(
            LogstashTcpSocketAppender.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    Files.copy(jar, program.resolve("lib").resolve(jar.getFileName()));
    return program;
  }

  private void startCollector(Path program) throws IOException {
    Files.createDirectories(installation.runDir());
    ProcessBuilder keeper =
        new ProcessBuilder(
                "/usr/bin/setsid", program.resolve("bin/sessionlog").toString(), "--keep-collector")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    keeper.environment().clear();
    keeper.environment().putAll(installation.environment());
    keeper.start();
    installation.awaitCollector();
  }

  @Test
  void linesArriveInOrderAsFieldsWhateverIsInThem() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    Path hostile = root.resolve("hostile");
    Files.writeString(
        hostile,
        String.join(
            "\n",
            "\"quoted\" 'and' \\ {\"user\":\"root\",\"line\":1} [x=\"y\"] %n %text",
            "<13>1 2026-01-01T00:00:00Z evil app - - - forged",
            "bell\u0007 escape\u001b[31mred\u001b[0m start\u0001 nel\u0085 ls\u2028 del\u007f end",
            "  leading, \u4e2d\u6587 \ud83d\ude00 e\u0301 trailing",
            "x".repeat(8192),
            "$!user $msg #011 #012 \\n \\u000a",
            ""));
    terminal.enter("cat " + hostile + "; exit 3");
    terminal.awaitExit();
    installation.awaitAllDone();
    List<String> log = installation.logLines();
    awaitReceived(log.size());
    List<Map<String, String>> received = rsyslog.received();
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    for (int i = 0; i < log.size(); i++) {
      Map<String, String> fields = received.get(i);
      Matcher logged = LOGGED.matcher(log.get(i));
      assertTrue(logged.matches(), log.get(i));
      assertEquals(logged.group(1), fields.get("session"));
      assertEquals(logged.group(2), fields.get("line"));
      assertEquals(logged.group(3), fields.get("tty"));
      assertEquals(logged.group(4), fields.get("text"));
      assertEquals(installation.user(), fields.get("user"));
      assertEquals(host, fields.get("host"));
      assertTrue(fields.get("time").matches("20\\d\\d-.*T.*Z"), fields::toString);
    }
    assertEquals(log.size(), received.size());
    assertTrue(texts(received).contains("x".repeat(8192)), "the long line");
    assertTrue(
        texts(received).stream().anyMatch(text -> text.startsWith("bell")),
        () -> texts(received).toString());
    // The checkpoint of the collector's start has a file of its own there.
    installation.sessionlog("verify", "--anchor", rsyslog.anchor().toString()).exits(0);
  }

  @Test
  void receiverThatIsKilledHoldsNothingUpAndGetsLinesAgainWhenItIsBack() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("echo before-$((1+1))").await("before-2");
    awaitText("before-2");
    rsyslog.kill();
    terminal.enter("for i in $(seq 1 50); do echo away-$i; done; echo last-$((1+1))");
    terminal.await("last-2");
    awaitValue(
        "the log", () -> Optional.of(installation.logLines().toString()).filter(this::hasLast));
    awaitStatus("connection failed");
    rsyslog.restart();
    terminal.enter("echo after-$((1+1))").await("after-2");
    awaitText("after-2");
    terminal.enter("exit");
    terminal.awaitExit();
    installation.awaitAllDone();
    List<Long> numbers =
        rsyslog.received().stream().map(fields -> Long.parseLong(fields.get("line"))).toList();
    assertEquals(numbers.stream().distinct().sorted().toList(), numbers);
    assertTrue(texts(rsyslog.received()).contains("away-50"), "lines that waited");
  }

  private boolean hasLast(String log) {
    return log.contains(" last-2");
  }

  @Test
  void receiverThatStopsReadingHoldsNothingUpAndEveryLineThatItMissesIsCounted() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("echo before-$((1+1))").await("before-2");
    awaitText("before-2");
    rsyslog.freeze();
    try {
      terminal.enter("seq -f 'line %.0f of many that a receiver does not read' 1 100000");
      terminal.enter("echo last-$((1+1))").await("last-2");
      awaitStatus("RECEIVER is too slow or stuck; lines for it are dropped");
      awaitValue(
          "the end of the output in the log",
          () ->
              installation.logLines().stream()
                  .filter(line -> line.endsWith(" last-2"))
                  .findFirst());
    } finally {
      rsyslog.thaw();
    }
    awaitValue(
        "lines to be taken again",
        () -> {
          terminal.enter("echo again");
          return lost() > 0 ? Optional.of(true) : Optional.empty();
        });
    terminal.enter("exit");
    terminal.awaitExit();
    installation.awaitAllDone();
    List<String> log = installation.logLines();
    // Losses are told a little later than they happen.
    long lost =
        awaitValue(
            "each line at the receiver or among the lost",
            () -> {
              long sum = lost();
              return rsyslog.received().size() + sum == log.size()
                  ? Optional.of(sum)
                  : Optional.empty();
            });
    List<Map<String, String>> received = rsyslog.received();
    assertTrue(lost > 50_000, "lost " + lost);
    assertTrue(received.get(received.size() - 1).get("text").startsWith("-- session closed"));
  }

  private long lost() throws Exception {
    Matcher lost = LOST.matcher(installation.sessionlog("status").out());
    long sum = 0;
    while (lost.find()) {
      sum += Long.parseLong(lost.group(1));
    }
    return sum;
  }

  private static List<String> texts(List<Map<String, String>> received) {
    return received.stream().map(fields -> fields.get("text")).toList();
  }

  private void awaitReceived(long lines) {
    awaitValue(
        lines + " lines at the receiver",
        () -> rsyslog.received().size() >= lines ? Optional.of(true) : Optional.empty());
  }

  private void awaitText(String text) {
    awaitValue(
        text + " at the receiver",
        () ->
            Optional.of(new ArrayList<>(texts(rsyslog.received()))).filter(t -> t.contains(text)));
  }

  private void awaitStatus(String warning) {
    awaitValue(
        "the warning: " + warning,
        () ->
            Optional.of(installation.sessionlog("status").out())
                .filter(status -> status.contains(warning)));
  }
}
