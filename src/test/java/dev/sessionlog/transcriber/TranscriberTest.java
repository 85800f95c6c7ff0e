package dev.sessionlog.transcriber;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.SystemPaths;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.transcriber.Transcriber.Predecessor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The half that writes transcripts, which sees nothing but files. */
class TranscriberTest {
  private static final SessionId ID = SessionId.parse("20261123T062510-k3f9").orElseThrow();
  private static final Path NONE = Path.of("/nonexistent");

  @TempDir private Path home;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanos = new AtomicLong();
  private HurriedAlarms looks = new HurriedAlarms();
  private Configuration configuration;
  private RecordingStore store;
  private TranscriptFolder folder;

  @BeforeEach
  void configure() throws ConfigurationException {
    configuration =
        Configuration.load(
            ConfigurationSource.of(
                Map.of("HOME", home.toString()),
                1000,
                home,
                new SystemPaths(NONE, NONE, NONE, NONE)));
    store = new RecordingStore(configuration.logDir());
    folder = new TranscriptFolder(configuration.logDir());
  }

  @Test
  void findsFollowsAndFinishesARecordingWithoutBeingTold() throws IOException {
    try (Transcriber transcriber = start(Predecessor.ENDED);
        RecordingWriter writer = record("alice", ID)) {
      output(writer, 1, "$ ls\r\nfile\r\n$ ");
      nanos.set(Duration.ofSeconds(10).toNanos());
      await().until(() -> log("alice").size() == 3);
      writer.finish(Duration.ofSeconds(11).toNanos());
      await().until(() -> folder.isFinished(ID));
      assertEquals(5, log("alice").size());
      store.done(writer.recording());
      await().until(() -> names().equals(List.of("rendering")));
      assertTrue(transcriber.health().alive());
    }
    assertEquals(List.of(), troubles);
  }

  @Test
  void bytesThatHaveNoTimeYetMakeNoSessionQuiet() throws Exception {
    try (Transcriber transcriber = start(Predecessor.ENDED);
        RecordingWriter writer = record("alice", ID)) {
      output(writer, 1, "one\r\n");
      await().until(() -> log("alice").size() == 1);
      Files.writeString(writer.recording().typescript(), "two", StandardOpenOption.APPEND);
      transcriber.grown(ID);
      nanos.set(Duration.ofSeconds(10).toNanos());
      looks.awaitRounds(10); // looks, and the pause after one of them
      assertEquals(1, log("alice").size(), "more is on its way");
      writer.arrived(Duration.ofMillis(2500).toNanos());
      await().until(() -> log("alice").size() == 2);
      assertTrue(log("alice").get(1).endsWith(" one"), log("alice")::toString);
    }
  }

  @Test
  void whatKilledATranscriberIsRenderedAloneAndWhole() throws IOException {
    try (RecordingWriter writer = record("alice", ID)) {
      output(writer, 1, "one\r\ntwo\r\n");
      writer.finish(Duration.ofSeconds(2).toNanos());
    }
    noteRendering(ID);
    try (Transcriber transcriber = start(Predecessor.DIED)) {
      await().until(() -> folder.isFinished(ID));
      assertEquals(1, transcriber.health().setAside());
    }
    assertEquals(4, log("alice").size());
    assertTrue(troubles.get(0).contains("set aside"), troubles::toString);
  }

  @Test
  void whatKilledTwoEndsWithALineAndHurtsNobodyElse() throws IOException {
    SessionId other = SessionId.parse("20261123T062511-bcdf").orElseThrow();
    try (RecordingWriter killer = record("mallory", ID);
        RecordingWriter writer = record("bob", other)) {
      output(killer, 1, "boom\r\n");
      output(writer, 1, "hello\r\n");
      nanos.set(Duration.ofSeconds(10).toNanos());
      for (int i = 0; i < 2; i++) {
        noteRendering(ID);
        start(Predecessor.DIED).close();
      }
      try (Transcriber third = start(Predecessor.ENDED)) {
        await().until(() -> third.health().followed() == 1 && log("bob").size() == 2);
        await().until(() -> folder.isFinished(ID));
      }
      start(Predecessor.ENDED).close();
      List<String> log = log("mallory");
      String last = log.get(log.size() - 1);
      assertTrue(last.contains("-- transcript ends here"), log::toString);
      assertEquals(1, log.stream().filter(line -> line.contains("transcript ends here")).count());
      assertEquals(2, log("bob").size());
    }
  }

  /** As where a file system is mounted over it: what can be seen then has each line, once. */
  @Test
  @Tag("machine")
  void logDirThatBecomesAnotherHasEachLineOfASessionThatGoesOn() throws Exception {
    Path logDir = configuration.logDir();
    Path hidden = logDir.resolveSibling("hidden");
    try (Transcriber transcriber = start(Predecessor.ENDED);
        RecordingWriter writer = record("alice", ID)) {
      output(writer, 1, numbers(1, 40));
      nanos.set(Duration.ofSeconds(10).toNanos());
      await().until(() -> log("alice").size() == 41);
      Path inside = logDir.relativize(writer.recording().typescript());
      Files.move(logDir, hidden);
      Files.createDirectory(logDir);
      Files.writeString(hidden.resolve(inside), numbers(41, 80), StandardOpenOption.APPEND);
      writer.arrived(Duration.ofSeconds(11).toNanos());
      nanos.set(Duration.ofSeconds(20).toNanos());
      transcriber.grown(ID);
      looks.awaitRounds(10); // it would write by then
      assertEquals(List.of(), log("alice"), "the lines before these are elsewhere");
      for (String part : List.of("sessions", "active")) {
        String from = hidden.resolve(part).toString();
        assertEquals(0, new ProcessBuilder("cp", "-a", from, logDir.toString()).start().waitFor());
      }
      await().until(() -> log("alice").size() >= 81);
      assertEquals(List.of(), troubles);
    }
    start(Predecessor.ENDED).close();
    List<String> lines = log("alice").stream().map(line -> line.split(" ", 4)[3]).toList();
    assertEquals(numbers(1, 80).lines().toList(), lines.subList(1, lines.size()));
    assertEquals(41, Files.readAllLines(hidden.resolve("alice.log")).size());
  }

  private static String numbers(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> "n-" + number + "\r\n")
        .collect(Collectors.joining());
  }

  @Test
  void aDeliberateEndSetsNothingAside() throws IOException {
    try (RecordingWriter writer = record("alice", ID)) {
      output(writer, 1, "one\r\n");
      nanos.set(Duration.ofSeconds(10).toNanos());
      noteRendering(ID);
      try (Transcriber transcriber = start(Predecessor.ENDED)) {
        await().until(() -> log("alice").size() == 2);
        assertEquals(0, transcriber.health().setAside());
      }
    }
    assertFalse(Files.exists(folder.path().resolve(ID + ".deaths")));
  }

  private Transcriber start(Predecessor predecessor) throws IOException {
    looks = new HurriedAlarms();
    return Transcriber.start(
        configuration,
        new TranscriptClock(InstantSource.system(), nanos::get, "boot"),
        what -> {},
        troubles::add,
        failure -> troubles.add(failure.toString()),
        predecessor,
        looks);
  }

  /** As a process leaves it that dies while it renders this session. */
  private void noteRendering(SessionId id) throws IOException {
    Files.createDirectories(folder.path());
    Rendering.in(folder.path().resolve("rendering"), 1).begins(0, id);
  }

  private RecordingWriter record(String user, SessionId id) throws IOException {
    Session session = SampleSession.named(id).user(user).build();
    Recording recording = store.create(session);
    RecordingWriter writer = RecordingWriter.create(recording, session, "boot", 0);
    output(writer, 0, "Script started on 2026-11-23 06:25:10+00:00 [TERM=\"xterm\"]\n");
    return writer;
  }

  private static void output(RecordingWriter writer, long second, String text) throws IOException {
    Files.writeString(writer.recording().typescript(), text, StandardOpenOption.APPEND);
    writer.arrived(Duration.ofSeconds(second).toNanos());
  }

  private List<String> log(String user) throws IOException {
    try {
      return Files.readAllLines(configuration.logDir().resolve(user + ".log"));
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path())) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
