package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiverState;
import dev.sessionlog.collector.CollectorReport;
import dev.sessionlog.collector.CollectorReport.Evasion;
import dev.sessionlog.collector.CollectorReport.Warning;
import dev.sessionlog.collector.TranscriberReport;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.retention.DiskUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fact stands in each of the three spellings of {@code status}. */
final class StatusDescriptionTest {
  private static final Instant SEALED = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path dir;
  private DiskUse use;

  @BeforeEach
  void lookAtTheDisk() throws IOException {
    use = DiskUse.of(dir.resolve("log"), SEALED, ZoneOffset.UTC);
  }

  private StatusFacts running() {
    return running(dir.resolve("log").toString());
  }

  private StatusFacts running(String collectorLogDir) {
    return running(collectorLogDir, "");
  }

  private StatusFacts running(String collectorLogDir, String configurationProblem) {
    CollectorReport report =
        new CollectorReport(
            4711,
            true,
            "2026-11-26T08:00:00Z",
            "25.0.1 in /runtime, with its archive of classes",
            collectorLogDir,
            configurationProblem,
            Optional.of(new TranscriberReport(4712, "sessionlog", true, 1, 5, 2, 3)),
            List.of(new Terminal(Path.of("/dev/pts/9"), "eve", 99)),
            List.of(new Evasion("20261126T080000-aaaa", "mallory", "script is stopped")),
            List.of(new Warning("2026-11-26T09:00:00Z", "the disk\u001b is full")));
    return new StatusFacts(
        new RunDir(dir.resolve("run")),
        dir.resolve("log"),
        Optional.of(report),
        new StatusFacts.Active(7, 1, 2, 4096, 3),
        OptionalLong.of(1_000_000),
        use,
        Optional.of(Duration.ofHours(5)),
        Optional.of(configurationProblem).filter(problem -> !problem.isEmpty()),
        Optional.of(SEALED),
        Optional.of(
            new StatusFacts.Archiving(
                Optional.of(
                    new ArchiverState(
                        "file:///srv/archive",
                        "0123",
                        "web1-k3f9q2mzx7",
                        SEALED,
                        Optional.of(SEALED),
                        "no space left",
                        Optional.of(SEALED),
                        1,
                        "",
                        "file:///srv/archive",
                        new ArchiverState.Stored(20, 4000, Optional.of(SEALED)))),
                true)));
  }

  private StatusFacts without() {
    return new StatusFacts(
        new RunDir(dir.resolve("run")),
        dir.resolve("log"),
        Optional.empty(),
        new StatusFacts.Active(0, 0, 0, 0, 0),
        OptionalLong.empty(),
        use,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String lines(StatusFacts facts) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    StatusDescription.of(facts, ZoneOffset.UTC).forEach(fact -> fact.print(out));
    return text.toString();
  }

  private static String json(StatusFacts facts) throws IOException {
    StringWriter text = new StringWriter();
    JsonLines lines = new JsonLines(new PrintWriter(text));
    lines.object(
        json -> {
          for (StatusFact fact : StatusDescription.of(facts, ZoneOffset.UTC)) {
            fact.write(json);
          }
        });
    lines.finish();
    return text.toString();
  }

  private static String metrics(StatusFacts facts) {
    MetricsText metrics = new MetricsText();
    StatusDescription.of(facts, ZoneOffset.UTC).forEach(fact -> fact.addTo(metrics));
    return metrics.toString();
  }

  @Test
  void aCollectorThatRecordsElsewhereIsToldOf() {
    String told = lines(running("/other\u001b/log"));
    assertTrue(told.contains("log, but the collector records in /other\\x1b/log\n"), told);
    assertFalse(lines(running()).contains("records in"));
    assertFalse(lines(running("")).contains("records in"));
  }

  @Test
  void peopleReadALineForEachFact() {
    assertEquals(
        """
        collector  running, pid 4711, since 2026-11-26 08:00:00
        transcript running, pid 4712, as sessionlog, 2 of 5 sessions behind, 3 set aside, 1 restart
        java       25.0.1 in /runtime, with its archive of classes
        run dir    %1$s/run
        log dir    %1$s/log
        sessions   7 active, 1 of them orphaned, 4.0K recorded, 3 gaps; 2 on other machines
        disk       977K free
        kept       nothing
        limit      reached in 5h00m
        sealed     2026-11-26 10:00:00
        archive    current 2026-11-26 10:00:00; no space left; 1 CONFLICT; reload the collector: it \
        works with another [archive] than the configuration has
        unrecorded eve on /dev/pts/9, pid 99
        evasion    possible in session 20261126T080000-aaaa of mallory: script is stopped
        warning    2026-11-26 09:00:00 the disk\\x1b is full
        """
            .formatted(dir),
        lines(running()));
  }

  @Test
  void programsReadTheSameFactsAsJson() throws IOException {
    assertEquals(
        ("{'running':true,'answers':true,'pid':4711,'started':'2026-11-26T08:00:00Z',"
                + "'config_ok':true,"
                + "'transcriber':{'pid':4712,'user':'sessionlog','answers':true,'restarts':1,"
                + "'followed':5,'behind':2,'set_aside':3},"
                + "'java':'25.0.1 in /runtime, with its archive of classes',"
                + "'run_dir':'%1$s/run','log_dir':'%1$s/log',"
                + "'active':7,'active_elsewhere':2,'orphaned':1,'bytes':4096,'gaps':3,"
                + "'free':1000000,'kept_sessions':0,'kept_bytes':0,'growth_per_day':0,"
                + "'seconds_to_limit':18000,'sealed':'2026-11-26T10:00:00Z',"
                + "'archive':{'url':'file:///srv/archive','host':'web1-k3f9q2mzx7',"
                + "'current':'2026-11-26T10:00:00Z','trouble':'no space left','conflicts':1,"
                + "'other_configuration':true,'objects':20,'bytes':4000},"
                + "'unrecorded':[{'user':'eve','tty':'/dev/pts/9','pid':99}],"
                + "'evasions':[{'session':'20261126T080000-aaaa','user':'mallory',"
                + "'sign':'script is stopped'}],"
                + "'warnings':[{'at':'2026-11-26T09:00:00Z','text':'the disk~u001B is full'}]}\n")
            .formatted(dir)
            .replace('\'', '"')
            .replace('~', '\\'),
        json(running()));
  }

  @Test
  void prometheusReadsEachNumber() {
    String metrics = metrics(running());
    for (String each :
        List.of(
            "collector_up 1",
            "config_ok 1",
            "transcriber_up 1",
            "transcriber_restarts 1",
            "transcriber_behind 2",
            "transcriber_set_aside 3",
            "active_sessions 7",
            "orphaned_sessions 1",
            "active_bytes 4096",
            "active_gaps 3",
            "disk_free_bytes 1000000",
            "kept_sessions 0",
            "kept_bytes 0",
            "growth_bytes_per_day 0",
            "limit_seconds 18000",
            "sealed_timestamp_seconds " + SEALED.getEpochSecond(),
            "archive_current_timestamp_seconds " + SEALED.getEpochSecond(),
            "archive_trouble 1",
            "archive_conflicts 1",
            "archive_other_configuration 1",
            "archive_objects 20",
            "archive_bytes 4000",
            "unrecorded_terminals 1",
            "evaded_sessions 1",
            "recent_warnings 1")) {
      assertTrue(metrics.contains("\nsessionlog_" + each + "\n"), () -> each + "\n" + metrics);
    }
    assertEquals(25, metrics.lines().filter(line -> line.startsWith("# HELP")).count());
  }

  @Test
  void aConfigurationThatCannotBeUsedIsToldOf() throws IOException {
    StatusFacts facts = running(dir.resolve("log").toString(), "a.toml:1:1: lgo\u001b: unknown");
    String lines = lines(facts);
    assertTrue(
        lines.contains(
            "\nconfig     cannot be used, the last good one is in force: a.toml:1:1: lgo\\x1b:"
                + " unknown\n"),
        lines);
    assertTrue(json(facts).contains("\"config_ok\":false,\"config_problem\":\"a.toml"));
    assertTrue(metrics(facts).contains("\nsessionlog_config_ok 0\n"));
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    String lines = lines(without());
    assertTrue(lines.startsWith("collector  not running\nrun dir "), lines);
    assertFalse(lines.contains("disk ") || lines.contains("limit"), lines);
    String json = json(without());
    assertTrue(json.contains("\"running\":false") && json.contains("\"free\":-1"), json);
    assertFalse(json.contains("\"pid\"") || json.contains("transcriber"), json);
    String metrics = metrics(without());
    assertTrue(metrics.contains("sessionlog_collector_up 0\n"), metrics);
    assertFalse(metrics.contains("disk_free") || metrics.contains("transcriber"), metrics);
  }
}
