package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    installation.sessionlog("release", "--user", "alice").exits(1);
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
    assertEquals("", installation.sessionlog("cleanup", "--dry-run").exits(0).out());
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
}
