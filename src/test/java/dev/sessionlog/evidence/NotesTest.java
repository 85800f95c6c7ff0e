package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done beside recording is in the ledger: holds, configurations, older sessions. */
final class NotesTest {
  @TempDir private Path logDir;

  private SealedStore store;

  @BeforeEach
  void open() throws IOException {
    store = new SealedStore(logDir, "web1");
  }

  private String entries() throws IOException {
    return Files.readString(store.ledger("000000.jsonl"));
  }

  @Test
  void holdsAndReleasesAreEntriesOfTheirOwnOnce() throws IOException {
    store.seal();
    store.audit("hold all of alice: case 4711");
    store.audit("hold session 20261126T080000-2222 of bob, x: case 4712");
    store.seal();
    store.audit("release all of alice");
    store.seal();
    List<String> notes =
        entries().lines().filter(line -> line.contains("\"type\":\"note\"")).toList();
    assertEquals(3, notes.size(), entries());
    assertTrue(notes.get(0).contains("\"what\":\"hold\",\"text\":\"all of alice: case 4711\""));
    assertTrue(
        notes.get(2).contains("\"what\":\"release\",\"text\":\"all of alice\",\"by\":\"uid "));
    assertTrue(store.verify().good());
  }

  @Test
  void aConfigurationIsNotedWhenItIsAnother() {
    List<LedgerEntry> noted = new ArrayList<>();
    for (String text : List.of("a = 1", "a = 1", "a = 2", "a = 1")) {
      ConfigurationSeals seals = new ConfigurationSeals(text);
      noted.forEach(entry -> seals.past(LedgerEntry.parse(entry.line()).orElseThrow()));
      seals.look(Instant.EPOCH, noted::add);
      seals.look(Instant.EPOCH, noted::add);
    }
    assertEquals(
        List.of("a = 1", "a = 2", "a = 1"),
        noted.stream().map(entry -> ((LedgerEntry.Note) entry).text()).toList());
  }

  @Test
  void whatIsToBeAdoptedIsAskedForUntilTheLedgerHasIt() throws IOException {
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "older");
    store.end("alice", id);
    store.wait(200_000);
    store.seal();
    assertEquals(Verdict.Status.OLDER, store.verify().verdicts().get(id).status());
    Adoptions adoptions = new Adoptions(logDir);
    adoptions.ask(id);
    Path request = logDir.resolve("ledger/adopt/" + id);
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      assertTrue(Files.exists(request), "a crash before the seal would have lost it");
      store.audit("something");
      run.seal();
    }
    assertFalse(Files.exists(request));
    assertTrue(entries().contains("\"how\":\"adopted\""));
    assertEquals(Verdict.Status.SEALED, store.verify().verdicts().get(id).status());
    assertEquals(1, entries().lines().filter(line -> line.contains("adopted")).count());
  }

  /** It was sealed anew with each change of its user's folder once 20,000 others had ended. */
  @Test
  void whatIsDoneWithIsNotSealedAgainHoweverLongTheCollectorRuns() throws IOException {
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      SessionId first = ended("alice", "2222");
      run.seal();
      for (int day = 0; day < 8; day++) {
        store.wait(86_400);
        ended("alice", "3333");
        run.seal();
      }
      String close = "\"type\":\"close\"";
      assertEquals(9, entries().lines().filter(line -> line.contains(close)).count(), entries());
      assertEquals(Verdict.Status.SEALED, store.verify().verdicts().get(first).status());
    }
  }

  private SessionId ended(String user, String suffix) throws IOException {
    SessionId id = store.begin(user, suffix);
    store.output(user, id, "short");
    store.end(user, id);
    return id;
  }
}
