package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log dir that version 0.1.0 wrote, which knew no ledger: nothing in it was ever changed. */
final class UpgradeTest {
  private static final Path OLD = Path.of("src/test/resources/evidence/store-0.1.0");
  private static final SessionId ENDED = SessionId.parse("20261127T031802-9684").orElseThrow();
  private static final SessionId CUT = SessionId.parse("20261127T031803-sqh4").orElseThrow();
  private static final SessionId LIVE = SessionId.parse("20261127T031806-n425").orElseThrow();

  @TempDir private Path temporary;

  private SealedStore store;

  @BeforeEach
  void upgrade() throws IOException {
    Path logDir = temporary.resolve("log");
    SealedStore.copy(OLD, logDir);
    Files.createDirectories(logDir.resolve("active"));
    Files.createSymbolicLink(
        logDir.resolve("active/" + LIVE), logDir.resolve("sessions/root/" + LIVE));
    store = new SealedStore(logDir, "web1");
    store.wait(24 * 3600); // the upgrade is on the day after
  }

  private void seen(String expected) throws IOException {
    SealedStore.Seen seen = store.verify();
    assertTrue(seen.good(), seen.toString());
    assertEquals(expected, seen.toString());
    assertEquals(List.of(), store.trouble());
  }

  @Test
  void whatItRecordedIsOlderThanTheLedgerAndWhatGoesOnIsSealed() throws IOException {
    store.seal();
    seen("root older than the ledger; root older than the ledger; root sealed until");
    Path live = store.folder("root", LIVE);
    Files.writeString(live.resolve("typescript"), "more", StandardOpenOption.APPEND);
    Files.writeString(live.resolve("timing"), "O 1.0 4\n", StandardOpenOption.APPEND);
    seen("root older than the ledger; root older than the ledger; root sealed until");
    store.seal();
    SealedStore.change(live.resolve("typescript"), "Script started", "SCRIPT STARTED");
    assertTrue(store.verify().toString().endsWith("root changed"), store.verify().toString());
  }

  @Test
  void whoWantsItSealedFromNowOnAdoptsIt() throws IOException {
    store.seal();
    Adoptions adoptions = new Adoptions(store.logDir());
    adoptions.ask(ENDED);
    adoptions.ask(CUT);
    store.seal();
    seen("root sealed; root sealed; root sealed until");
    SealedStore.change(store.folder("root", ENDED).resolve("typescript"), "first-2", "FIRST-2");
    assertEquals("root changed; root sealed; root sealed until", all());
  }

  private String all() throws IOException {
    StringBuilder all = new StringBuilder();
    store
        .verify()
        .verdicts()
        .values()
        .forEach(
            verdict ->
                all.append(all.isEmpty() ? "" : "; ").append("root ").append(verdict.status()));
    return all.toString();
  }
}
