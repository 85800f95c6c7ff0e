package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, holds and compression, by the packaged program, on a session that ended long ago. */
final class CleanupIT {
  @TempDir private Path root;
  private Installation installation;
  private StoredSession session;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(root);
    session = StoredSession.in(installation).output(0.1, "$ echo hello\r\nhello\r\n".repeat(999));
    installation.configure("[retention]", "max_age = \"1s\"");
  }

  @AfterEach
  void remove() throws Exception {
    installation.close();
  }

  private Path audit() {
    return installation.logDir().resolve("audit/audit.log");
  }

  @Test
  void theDryRunPrintsWhatTheRealRunDoesAndTheAuditLogSaysIt() throws Exception {
    String planned = installation.sessionlog("cleanup", "--dry-run").exits(0).out();
    assertTrue(planned.contains(StoredSession.ID + ": retention.max_age: ended"), planned);
    assertTrue(Files.exists(session.folder()));
    assertFalse(Files.exists(audit()));
    assertEquals(planned, installation.sessionlog("cleanup", "--verbose").exits(0).out());
    assertFalse(Files.exists(session.folder()));
    String noted = Files.readString(audit());
    assertTrue(
        noted.matches(
            "(?s).* uid \\d+ .*cleanup removes session "
                + StoredSession.ID
                + " of alice, .*typescript sha256:[0-9a-f]{64}.*: retention.max_age: .*"),
        noted);
  }

  @Test
  void whatIsHeldStaysUntilItIsReleased() throws Exception {
    installation.sessionlog("hold", "-m", "case 7", StoredSession.ID).exits(0);
    installation.sessionlog("hold", "--user", "alice").exits(0);
    assertTrue(installation.sessionlog("list", "--json").exits(0).out().contains("\"held\":true"));
    installation.sessionlog("cleanup").exits(0);
    installation.sessionlog("release", StoredSession.ID).exits(0);
    installation.sessionlog("cleanup").exits(0);
    assertTrue(Files.exists(session.folder()));
    installation.sessionlog("release", "--user", "alice").exits(0);
    installation.sessionlog("release", "--user", "alice").exits(0);
    installation.sessionlog("cleanup").exits(0);
    assertFalse(Files.exists(session.folder()));
    String noted = Files.readString(audit());
    assertTrue(noted.contains("hold session " + StoredSession.ID + " of alice: case 7"), noted);
    assertTrue(noted.contains("release all of alice"), noted);
  }

  @Test
  void whatIsCompressedIsShownExportedAndFoundAsBefore() throws Exception {
    byte[] typescript = Files.readAllBytes(session.folder().resolve("typescript"));
    String shown = installation.sessionlog("show", "--raw", StoredSession.ID).exits(0).out();
    String cast =
        installation.sessionlog("export", "--format", "text", StoredSession.ID).exits(0).out();
    installation.configure("[retention]", "max_age = \"0\"", "compress_after = \"1s\"");
    installation.sessionlog("cleanup").exits(0);
    assertFalse(Files.exists(session.folder().resolve("typescript")));
    assertTrue(Files.size(session.folder().resolve("typescript.gz")) < typescript.length / 10);
    assertEquals(shown, installation.sessionlog("show", "--raw", StoredSession.ID).exits(0).out());
    assertEquals(
        cast,
        installation.sessionlog("export", "--format", "text", StoredSession.ID).exits(0).out());
    Path copy = root.resolve("copy");
    installation
        .sessionlog("export", "--format", "typescript", "-o", copy.toString(), StoredSession.ID)
        .exits(0);
    assertArrayEquals(typescript, Files.readAllBytes(copy.resolve("typescript")));
    assertEquals("nothing to do\n", installation.sessionlog("cleanup", "--dry-run").exits(0).out());
  }

  @Test
  void theStatusTellsWhatIsKeptAndReplacesTheFileOfMetrics() throws Exception {
    Path metrics = Files.writeString(root.resolve("sessionlog.prom"), "old");
    installation.sessionlog("status", "--prometheus", "--output", metrics.toString()).exits(0);
    String text = Files.readString(metrics);
    assertTrue(text.contains("# TYPE sessionlog_kept_sessions gauge\n"), text);
    assertTrue(text.contains("\nsessionlog_kept_sessions 1\n"), text);
    assertTrue(text.contains("\nsessionlog_collector_up 0\n"), text);
    installation.sessionlog("status", "--output", "x").exits(2).complains("--prometheus");
    assertTrue(
        installation.sessionlog("status", "--json").exits(1).out().contains("\"kept_sessions\":1"));
  }

  @Test
  void aSecondCleanupAtTheSameTimeDoesNothing() throws Exception {
    try (FileChannel file =
        FileChannel.open(
            installation.logDir().resolve("cleanup.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      assertTrue(file.lock().isValid());
      installation.sessionlog("cleanup").exits(5).complains("another cleanup is at work");
      assertTrue(Files.exists(session.folder()));
    }
  }

  @Test
  void aRemovalThatWasCutShortIsFinished() throws Exception {
    Path away = session.folder().resolveSibling("." + StoredSession.ID + ".removing");
    Files.move(session.folder(), away);
    Files.delete(away.resolve("typescript"));
    assertEquals("", installation.sessionlog("list", "--json").exits(0).out());
    installation.sessionlog("cleanup").exits(0);
    assertFalse(Files.exists(away));
  }

  /** Adds sessions that ended long ago; returns their ids, this installation's first one too. */
  private List<String> many(int count) throws IOException {
    List<String> ids = new ArrayList<>(List.of(StoredSession.ID));
    for (int i = 0; i < count; i++) {
      String id = "20261120T08%02d%02d-cccc".formatted(i / 60, i % 60);
      Path folder = Files.createDirectory(session.folder().resolveSibling(id));
      for (String file : List.of("typescript", "timing", "session.json")) {
        String content = Files.readString(session.folder().resolve(file));
        Files.writeString(folder.resolve(file), content.replace(StoredSession.ID, id));
      }
      ids.add(id);
    }
    return ids;
  }

  private Process startCleanup() throws IOException {
    ProcessBuilder cleanup =
        new ProcessBuilder(Installation.launcher().toString(), "cleanup")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    cleanup.environment().clear();
    cleanup.environment().putAll(installation.environment());
    return cleanup.start();
  }

  private long notedRemovals() throws IOException {
    return Files.exists(audit())
        ? Files.readString(audit()).lines().filter(l -> l.contains("cleanup removes")).count()
        : 0;
  }

  /** Tells that each session is whole, or gone from where readers look and noted. */
  private void assertConsistent(List<String> ids) throws IOException {
    String noted = Files.exists(audit()) ? Files.readString(audit()) : "";
    for (String id : ids) {
      Path folder = session.folder().resolveSibling(id);
      if (Files.exists(folder)) {
        for (String file : List.of("typescript", "timing", "session.json")) {
          assertTrue(Files.exists(folder.resolve(file)), folder + " lacks " + file);
        }
      } else {
        assertTrue(noted.contains("cleanup removes session " + id), id + " went without a line");
      }
    }
  }

  @Test
  void killedAtAnyInstantItLeavesWhatIsWholeAndTheNextOneFinishes() throws Exception {
    List<String> ids = many(400);
    Random random = new Random(7);
    int kills = 0;
    while (kills < 12 && notedRemovals() < ids.size() - 60) {
      long before = notedRemovals();
      int further = 1 + random.nextInt(25);
      Process cleanup = startCleanup();
      Installation.awaitValue(
          "removals",
          () ->
              notedRemovals() >= before + further || !cleanup.isAlive()
                  ? Optional.of(true)
                  : Optional.empty());
      cleanup.destroyForcibly().waitFor();
      kills++;
      assertConsistent(ids);
    }
    assertTrue(kills > 1, kills + " kills");
    installation.sessionlog("cleanup").exits(0).isSilentOnError();
    assertConsistent(ids);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(session.folder().getParent())) {
      assertFalse(left.iterator().hasNext(), "everything went");
    }
  }

  @Test
  void ofSeveralCleanupsAtOnceEachRecordingIsRemovedByOne() throws Exception {
    List<String> ids = many(50);
    List<Process> all = List.of(startCleanup(), startCleanup(), startCleanup());
    List<Integer> codes = new ArrayList<>();
    for (Process cleanup : all) {
      codes.add(cleanup.waitFor());
    }
    assertTrue(codes.contains(0), codes::toString);
    codes.removeIf(code -> code == 0 || code == 5);
    assertEquals(List.of(), codes);
    assertConsistent(ids);
    assertEquals(ids.size(), notedRemovals());
  }

  @Test
  void aCompressedRecordingIsListedPlayedAndExportedAsBefore() throws Exception {
    String[][] commands = {
      {"list", "--json"},
      {"play", "--dump-at", "1", StoredSession.ID},
      {"export", "--format", "asciicast-v2", StoredSession.ID}
    };
    List<String> before = new ArrayList<>();
    for (String[] command : commands) {
      before.add(installation.sessionlog(command).exits(0).out());
    }
    installation.configure("[retention]", "max_age = \"0\"", "compress_after = \"1s\"");
    installation.sessionlog("cleanup").exits(0);
    assertTrue(Files.exists(session.folder().resolve("typescript.gz")));
    for (int i = 0; i < commands.length; i++) {
      assertEquals(before.get(i), installation.sessionlog(commands[i]).exits(0).out());
    }
    String noted = Files.readString(audit());
    assertTrue(noted.contains("cleanup compresses session " + StoredSession.ID), noted);
  }
}
