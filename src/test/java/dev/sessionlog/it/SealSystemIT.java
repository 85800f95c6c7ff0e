package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole server records is sealed by root, and checked by who may read it. */
final class SealSystemIT {
  private static final User ALICE = new User("alice", 6001, 6001);
  private static final User AUDITOR = new User("auditor", 6004, 6004);
  private static final User ROOT = new User("root", 0, 0);
  private static final User WRITER =
      new User("sessionlog", SystemInstallation.WRITER, SystemInstallation.WRITER);
  private static final String LEDGER = "/var/log/sessionlog/ledger";
  private static final String VERIFY = SystemInstallation.PROGRAM + " verify --all";

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="CHECKPOINTS" class="ch.qos.logback.core.FileAppender">
          <file>/run/kept/checkpoints</file>
          <encoder><pattern>%d %msg%n</pattern></encoder>
        </appender>
        <logger name="sessionlog.checkpoints"><appender-ref ref="CHECKPOINTS"/></logger>
      </configuration>
      """;

  @TempDir private static Path root;
  private static SystemInstallation system;

  @BeforeAll
  static void start() throws Exception {
    SystemInstallation.assumePossible();
    system =
        SystemInstallation.in(
            root.toRealPath(), List.of(ALICE, AUDITOR), List.of(AUDITOR), "tmpfs");
    // The appenders are those of the process that writes transcripts: a directory of its user's.
    system
        .as(ROOT, "mkdir -m 755 /run/kept && chown sessionlog /run/kept && mkdir /run/anchors")
        .exits(0);
    Files.writeString(system.path("/run/kept/logback.xml"), LOGBACK);
    system.configure(
        "[seal]",
        "interval = '1s'",
        "anchor = '/run/anchors'",
        "[transcript]",
        "quiet = '200ms'",
        "logback = '/run/kept/logback.xml'");
    system.startCollector();
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  private static void awaitVerdict(String words) {
    awaitValue(
        words,
        () -> system.as(ROOT, VERIFY).out().contains(words) ? Optional.of(true) : Optional.empty());
  }

  private static void rights(String expected, String file) throws Exception {
    assertEquals(
        expected, system.as(ROOT, "stat -c '%a %U %G' " + LEDGER + file).exits(0).out().strip());
  }

  private static void refused(User user, String code) throws Exception {
    assertFalse(system.as(user, code).exitsWith(0), user.name() + ": " + code);
  }

  @Test
  void rootSealsAndAnAuditorChecksAndNobodyElseTouchesIt() throws Exception {
    Terminal alice = system.login(ALICE).await("READY> ");
    alice.enter("echo first-$((1+1))").await("first-2");
    awaitVerdict("alice sealed until ");
    rights("2750 root sessionlog", "");
    rights("600 root sessionlog", "/key");
    rights("640 root sessionlog", "/000000.jsonl");
    rights("640 root sessionlog", "/000000.checkpoints");
    checkpointsGoToTheAppenderAndToTheDirectory();
    String withKey = VERIFY + " --key \"$(" + SystemInstallation.PROGRAM + " ledger --key)\"";
    system.as(AUDITOR, withKey).exits(0).complains("only root can read the key");
    for (User user : List.of(ALICE, WRITER)) {
      refused(user, "cat " + LEDGER + "/key");
      refused(user, "cat " + LEDGER + "/000000.jsonl");
    }
    for (User user : List.of(ALICE, WRITER, AUDITOR)) {
      refused(user, "cat " + LEDGER + "/key");
      refused(user, ": >>" + LEDGER + "/000000.jsonl");
      refused(user, ": >" + LEDGER + "/planted");
      refused(user, "mv " + LEDGER + " " + LEDGER + "2");
      refused(user, "rm -rf " + LEDGER + " && test ! -e " + LEDGER);
    }
    refused(AUDITOR, "mkdir -p " + LEDGER + "/adopt");

    alice.enter("echo second-$((1+1))").await("second-2");
    awaitEntry("\"name\":\"alice.log\"");
    kill();
    rollLog();
    system.startCollector();
    awaitEntry("\"type\":\"rolled\"");
    alice.enter("echo third-$((1+1))").await("third-2").enter("exit");
    alice.awaitExit();
    awaitVerdict("alice sealed\n");
    assertTrue(system.as(ROOT, SystemInstallation.PROGRAM + " status").out().contains("sealed"));

    system.as(ROOT, VERIFY).exits(0);
    system.as(AUDITOR, VERIFY).exits(0);
    aRemovalByCleanupIsNotedBeforeAndSealed();
  }

  private static void checkpointsGoToTheAppenderAndToTheDirectory() throws Exception {
    for (String anchor : List.of("/run/kept/checkpoints", "/run/anchors")) {
      awaitValue(
          anchor,
          () ->
              system.as(ROOT, VERIFY + " --anchor " + anchor).exitsWith(0)
                  ? Optional.of(true)
                  : Optional.<Boolean>empty());
    }
    String lines = system.as(ROOT, "cat /run/kept/checkpoints").exits(0).out();
    assertTrue(lines.lines().allMatch(line -> line.contains(" checkpoint sessionlog/")), lines);
  }

  private static void aRemovalByCleanupIsNotedBeforeAndSealed() throws Exception {
    system.configure(
        "[seal]",
        "interval = '1s'",
        "[transcript]",
        "quiet = '200ms'",
        "[retention]",
        "max_age = '1s'");
    // Commands read /etc/sessionlog, which is the host's: the collector alone was given the other.
    String cleanup =
        SystemInstallation.PROGRAM + " cleanup --config /run/sessionlog.conf/sessionlog.toml";
    awaitValue(
        "its removal",
        () -> {
          system.as(ROOT, cleanup).exits(0);
          return system.as(ROOT, "ls -d /var/log/sessionlog/sessions/alice/2*").exitsWith(0)
              ? Optional.<Boolean>empty()
              : Optional.of(true);
        });
    awaitEntry("\"type\":\"gone\"");
    awaitVerdict("alice removed: by uid 0");
    system.as(ROOT, VERIFY).exits(0);
  }

  private static void awaitEntry(String words) throws IOException {
    try {
      awaitValue(
          words, () -> entries().contains(words) ? Optional.of(true) : Optional.<Boolean>empty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(entries() + Files.readString(system.collectorLog()), e);
    }
  }

  private static String entries() throws IOException {
    return Files.readString(system.logDir().resolve("ledger/000000.jsonl"));
  }

  /** As the process that writes transcripts does at midnight. */
  private static void rollLog() throws Exception {
    Path log = system.logDir().resolve("alice.log");
    Files.move(
        log, log.resolveSibling("alice." + LocalDate.now(ZoneOffset.UTC).minusDays(1) + ".0.log"));
  }

  private static void kill() throws Exception {
    long pid = system.collectorPid().orElseThrow();
    List<ProcessHandle> writers =
        ProcessHandle.of(pid).orElseThrow().children().filter(SealSystemIT::isJava).toList();
    assertEquals(0, new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor());
    awaitValue(
        "its end",
        () ->
            system.collectorPid().isEmpty() && writers.stream().noneMatch(ProcessHandle::isAlive)
                ? Optional.of(true)
                : Optional.<Boolean>empty());
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java");
  }
}
