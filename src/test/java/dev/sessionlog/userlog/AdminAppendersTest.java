package dev.sessionlog.userlog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sessionlog.custody.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminAppendersTest {
  @TempDir Path dir;

  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
  private Path logbackXml;

  @BeforeEach
  void prepare() {
    logbackXml = dir.resolve("logback.xml");
    FakeAppender.EVENTS.clear();
    FakeAppender.release = new CountDownLatch(0);
  }

  @Test
  void addedAppenderGetsEveryEventWithItsPairsAndTime() throws IOException {
    configure(
        appender("FAKE", FakeAppender.class.getName(), ""),
        "<root level='INFO'><appender-ref ref='FAKE'/></root>");
    try (UserLogs logs = open()) {
      logs.append(alice.line(17, "$ echo {}"));
      await().until(() -> FakeAppender.EVENTS.size() == 1);
    }
    ILoggingEvent event = FakeAppender.EVENTS.remove();
    assertEquals("$ echo {}", event.getFormattedMessage());
    assertEquals("sessionlog.transcript.alice", event.getLoggerName());
    assertEquals("2026-11-23T06:25:10.123Z", event.getInstant().toString());
    assertEquals(
        "[user=\"alice\", session=\"20261123T062510-k3f9\", tty=\"/dev/pts/3\","
            + " host=\"host1\", line=\"17\", kind=\"screen\"]",
        event.getKeyValuePairs().toString());
    assertEquals(List.of(1L, 17L).subList(1, 2), numbersRead());
    assertEquals(List.of(), troubles);
  }

  @Test
  void wordsOfThePatternAreKnownToAnAdministratorsAppender() throws IOException {
    Path shipped = dir.resolve("shipped");
    configure(
        appender(
            "COPY",
            "ch.qos.logback.core.FileAppender",
            "<file>"
                + shipped
                + "</file><encoder><pattern>%user %session/%line %tty %host %text"
                + " %kvp{NONE}%n</pattern></encoder>"),
        "<root level='INFO'><appender-ref ref='COPY'/></root>");
    try (UserLogs logs = open()) {
      logs.append(alice.line(17, "$ ls"));
    }
    assertEquals(
        "alice 20261123T062510-k3f9/17 pts/3 host1 $ ls user=alice session=20261123T062510-k3f9"
            + " tty=/dev/pts/3 host=host1 line=17 kind=screen\n",
        Files.readString(shipped));
  }

  @Test
  void appenderOfOneUserDoesNotGetAnothersLines() throws IOException {
    configure(
        appender("FAKE", FakeAppender.class.getName(), ""),
        "<logger name='sessionlog.transcript.alice'><appender-ref ref='FAKE'/></logger>");
    try (UserLogs logs = open()) {
      logs.append(new Transcripts("20261123T062510-k3f9", "alice.b").line(1, "not for it"));
      logs.append(alice.line(1, "for it"));
    }
    assertEquals(
        List.of("for it"), FakeAppender.EVENTS.stream().map(ILoggingEvent::getMessage).toList());
  }

  @Test
  void blockedAppenderHoldsNothingUpAndItsDropsAreCounted() throws IOException {
    FakeAppender.release = new CountDownLatch(1);
    configure(
        appender("STUCK", FakeAppender.class.getName(), ""),
        "<root level='INFO'><appender-ref ref='STUCK'/></root>");
    try (UserLogs logs = open()) {
      for (int i = 0; i < 20; i++) {
        logs.append(alice.lines(1 + 1000 * i, 1000));
      }
      assertEquals(Transcripts.range(1, 20_000), numbersRead());
      assertTrue(logs.dropped() > 3000, () -> "dropped " + logs.dropped());
      assertEquals(
          List.of("the appender STUCK is too slow or stuck; lines for it are dropped"), troubles);
      FakeAppender.release.countDown();
      await().until(() -> FakeAppender.EVENTS.size() + logs.dropped() == 20_000);
    }
    assertTrue(troubles.get(1).matches("the appender STUCK did not get \\d+ lines?"));
  }

  @Test
  void appenderThatThrowsHoldsNothingUp() throws IOException {
    configure(
        appender("BAD", ThrowingAppender.class.getName(), ""),
        "<root level='INFO'><appender-ref ref='BAD'/></root>");
    try (UserLogs logs = open()) {
      logs.append(alice.lines(1, 10));
    }
    assertEquals(Transcripts.range(1, 10), numbersRead());
    assertTrue(troubles.contains("Appender [BAD] failed to append.: broken"), troubles::toString);
  }

  @Test
  void longLinesThatWaitDoNotFillTheMemory() throws IOException {
    FakeAppender.release = new CountDownLatch(1);
    configure(
        appender("STUCK", FakeAppender.class.getName(), ""),
        "<root level='INFO'><appender-ref ref='STUCK'/></root>");
    int length = TranscriptLine.LONGEST;
    int fit = (int) (GuardedAppender.QUEUE_CHARACTERS / length);
    try (UserLogs logs = open()) {
      for (int i = 1; i <= fit + 10; i++) {
        logs.append(alice.line(i, "x".repeat(length)));
      }
      assertEquals(10, logs.dropped());
      logs.tellDropped();
      logs.tellDropped();
      FakeAppender.release.countDown();
      await().until(() -> FakeAppender.EVENTS.size() == fit);
      logs.append(alice.line(fit + 11, "short"));
      await().until(() -> FakeAppender.EVENTS.size() == fit + 1);
    }
    assertEquals(
        List.of(
            "the appender STUCK is too slow or stuck; lines for it are dropped",
            "the appender STUCK did not get 10 lines"),
        troubles);
  }

  @Test
  void malformedConfigurationIsOneLineAndLeavesTheFiles() throws IOException {
    Files.writeString(logbackXml, "<configuration>\n<appender\n</configuration>\n");
    try (UserLogs logs = open()) {
      logs.append(alice.line(1, "x"));
    }
    assertEquals(1, troubles.size());
    assertTrue(
        troubles
            .get(0)
            .matches("(?s).*logback.xml: line 3: [^\n]*transcripts go to their files[^\n]*"),
        troubles.get(0));
    assertEquals(List.of(1L), numbersRead());
  }

  @Test
  void unknownAppenderIsOneLineAndLeavesTheFiles() throws IOException {
    configure(
        appender("NONE", "org.example.NoSuchAppender", ""),
        "<root level='INFO'><appender-ref ref='NONE'/></root>");
    try (UserLogs logs = open()) {
      logs.append(alice.line(1, "x"));
    }
    assertEquals(1, troubles.size(), troubles.toString());
    assertEquals(
        logbackXml
            + ": Could not create an Appender of type [org.example.NoSuchAppender].: Failed to"
            + " instantiate type org.example.NoSuchAppender; transcripts go to their files only",
        troubles.get(0));
    assertEquals(List.of(1L), numbersRead());
  }

  @Test
  void halfBrokenConfigurationSaysWhichAppendersWork() throws IOException {
    configure(
        appender("FAKE", FakeAppender.class.getName(), "<noSuchOption>1</noSuchOption>"),
        "<root level='INFO'><appender-ref ref='FAKE'/></root>");
    try (UserLogs logs = open()) {
      logs.append(alice.line(1, "x"));
    }
    assertEquals(1, FakeAppender.EVENTS.size());
    assertEquals(1, troubles.size(), troubles.toString());
    assertTrue(
        troubles.get(0).endsWith("; transcripts go to their files and to FAKE"), troubles.get(0));
  }

  @Test
  void missingConfigurationIsOneLineAndLeavesTheFiles() throws IOException {
    try (UserLogs logs = open()) {
      logs.append(alice.line(1, "x"));
    }
    assertEquals(
        List.of(logbackXml + " cannot be read; transcripts go to their files only"), troubles);
    assertEquals(List.of(1L), numbersRead());
  }

  @Test
  void lineThatWasNotWrittenIsNotShipped() throws IOException {
    configure(
        appender("FAKE", FakeAppender.class.getName(), ""),
        "<root level='INFO'><appender-ref ref='FAKE'/></root>");
    Path log = Files.createDirectories(dir.resolve("logs/alice.log"));
    try (UserLogs logs = open()) {
      try {
        logs.append(alice.line(1, "x"));
      } catch (UnwrittenLinesException e) {
        Files.delete(log);
        logs.append(alice.line(1, "x"));
      }
    }
    assertEquals(1, FakeAppender.EVENTS.size());
    assertEquals(List.of(1L), numbersRead());
  }

  private static final String CHECKPOINT =
      "checkpoint sessionlog/web1/252820715e6c8604 12 3pbh3tABnS4= R3DaAkABgM=";

  @Test
  void checkpointsGoWhereTheirLoggerSaysAndIntoNoUsersLog() throws IOException {
    Path kept = dir.resolve("kept");
    configure(
        appender("FAKE", FakeAppender.class.getName(), ""),
        appender(
            "KEPT",
            "ch.qos.logback.core.FileAppender",
            "<file>" + kept + "</file><encoder><pattern>%host %msg%n</pattern></encoder>"),
        "<logger name='sessionlog.checkpoints' additivity='false'>"
            + "<appender-ref ref='KEPT'/></logger>",
        "<root level='INFO'><appender-ref ref='FAKE'/></root>");
    try (UserLogs logs = open()) {
      logs.append(alice.line(1, "x"));
      logs.checkpoint(CHECKPOINT);
      await().until(() -> !Files.readString(kept).isEmpty() && !FakeAppender.EVENTS.isEmpty());
    }
    assertEquals("web1 " + CHECKPOINT + "\n", Files.readString(kept));
    assertEquals(
        List.of("x"), FakeAppender.EVENTS.stream().map(ILoggingEvent::getMessage).toList());
    assertEquals(List.of(1L), numbersRead());
    assertEquals(List.of(), troubles);
  }

  @Test
  void checkpointsGoToEveryAppenderWhereNothingElseIsSaid() throws IOException {
    Path kept = dir.resolve("kept");
    configure(
        appender(
            "JSON",
            "ch.qos.logback.core.FileAppender",
            "<file>" + kept + "</file><encoder class='" + JsonLineEncoder.class.getName() + "'/>"),
        appender("FAKE", FakeAppender.class.getName(), ""),
        "<root level='INFO'><appender-ref ref='JSON'/><appender-ref ref='FAKE'/></root>");
    try (UserLogs logs = open()) {
      logs.checkpoint(CHECKPOINT);
      await().until(() -> FakeAppender.EVENTS.size() == 1);
    }
    ILoggingEvent event = FakeAppender.EVENTS.remove();
    assertEquals("sessionlog.checkpoints", event.getLoggerName());
    assertEquals("[host=\"web1\", kind=\"checkpoint\"]", event.getKeyValuePairs().toString());
    assertEquals(
        "{\"time\":\""
            + event.getInstant()
            + "\",\"host\":\"web1\",\"kind\":\"checkpoint\",\"text\":\""
            + CHECKPOINT
            + "\"}\n",
        Files.readString(kept));
  }

  private void configure(String... elements) throws IOException {
    Files.writeString(
        logbackXml, "<configuration>" + String.join("\n", elements) + "</configuration>");
  }

  private static String appender(String name, String type, String body) {
    return "<appender name='" + name + "' class='" + type + "'>" + body + "</appender>";
  }

  private UserLogs open() throws IOException {
    LogSettings settings =
        new LogSettings(
            DefaultSettings.PATTERN, 1 << 20, 0, 0, true, false, Optional.of(logbackXml));
    return UserLogs.open(
        dir.resolve("logs"),
        settings,
        InstantSource.system(),
        new AuditTrail(dir.resolve("logs"), InstantSource.system(), "uid 0"),
        troubles::add);
  }

  private List<Long> numbersRead() throws IOException {
    try (Stream<String> lines =
        UserLogReader.of(dir.resolve("logs"), "alice", troubles::add).lines()) {
      return Transcripts.numbers(lines);
    }
  }

  /** Keeps what it gets, and can be held. Made by logback, so what it keeps is static. */
  public static final class FakeAppender extends AppenderBase<ILoggingEvent> {
    static final BlockingQueue<ILoggingEvent> EVENTS = new LinkedBlockingQueue<>();
    static volatile CountDownLatch release = new CountDownLatch(0);

    @Override
    protected void append(ILoggingEvent event) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      EVENTS.add(event);
    }
  }

  /** Fails always. */
  public static final class ThrowingAppender extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      throw new IllegalStateException("broken");
    }
  }
}
