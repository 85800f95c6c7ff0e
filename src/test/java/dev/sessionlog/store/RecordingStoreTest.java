package dev.sessionlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where recordings lie, which are there, and how they come and go. */
final class RecordingStoreTest {
  private static final Session FIRST = SampleSession.named("20261123T062510-aaaa").build();
  private static final Session SECOND = SampleSession.named("20261123T062511-bbbb").build();
  private static final Session BOBS =
      SampleSession.named("20261122T062510-cccc").user("bob").build();

  @TempDir private Path logDir;
  private RecordingStore store;

  @BeforeEach
  void make() {
    store = new RecordingStore(logDir);
  }

  private Recording recorded(Session session) throws IOException {
    Recording recording = store.create(session);
    RecordingWriter.create(recording, session, "boot", 0).close();
    return recording;
  }

  private static List<SessionId> ids(List<Recording> recordings) {
    return recordings.stream().map(Recording::id).toList();
  }

  @Test
  void anEmptyLogDirHasNothingAndIsNotMade() throws IOException {
    RecordingStore none = new RecordingStore(logDir.resolve("none"));
    assertEquals(List.of(), none.all());
    assertEquals(List.of(), none.active());
    assertEquals(List.of(), none.users());
    assertEquals(List.of(), none.halfRemoved());
    assertEquals(Optional.empty(), none.find(FIRST.id()));
    assertFalse(Files.exists(logDir.resolve("none")));
  }

  @Test
  void whatIsThereIsFoundNewestFirstAndOnlyWhatIsARecording() throws IOException {
    for (Session session : List.of(FIRST, BOBS, SECOND)) {
      recorded(session);
    }
    Files.createDirectory(store.folderOf("alice").resolve("notes"));
    Files.writeString(store.folder().resolve("a file"), "");
    assertEquals(List.of(SECOND.id(), FIRST.id(), BOBS.id()), ids(store.all()));
    assertEquals(List.of(SECOND.id(), FIRST.id()), ids(store.of("alice")));
    assertEquals(List.of("alice", "bob"), store.users());
    assertTrue(store.knows("bob"));
    assertFalse(store.knows("carol"));
    assertFalse(store.knows("../bob"));
    assertEquals(BOBS, store.find(BOBS.id()).orElseThrow().session());
  }

  @Test
  void aRecordingIsActiveUntilItIsDoneWith() throws IOException {
    Recording recording = recorded(FIRST);
    recorded(BOBS);
    assertEquals(Set.of(FIRST.id(), BOBS.id()), store.activeIds());
    assertTrue(store.isActive(FIRST.id()));
    store.done(recording);
    assertEquals(Set.of(BOBS.id()), store.activeNames());
    assertEquals(Optional.empty(), store.activeRecording(FIRST.id()));
    assertTrue(store.countAsActive(recording));
    assertFalse(store.countAsActive(recording), "it is so already");
    assertEquals(FIRST, store.activeRecording(FIRST.id()).orElseThrow().session());
  }

  @Test
  void aNameThatIsTakenIsNotGivenTwice() throws IOException {
    Recording recording = recorded(FIRST);
    store.done(recording);
    assertThrows(FileAlreadyExistsException.class, () -> store.create(FIRST));
    assertFalse(store.isActive(FIRST.id()), "what is not made is not active");
    assertEquals(FIRST, recording.session());
  }

  @Test
  void aFolderThatWasRemovedIsMadeAgainWithItsName() throws IOException {
    Recording recording = recorded(FIRST);
    store.deleteRest(recording);
    assertFalse(Files.exists(recording.folder()));
    Recording again = store.recreate(FIRST);
    assertEquals(recording, again);
    assertTrue(Files.isDirectory(again.folder()));
    assertTrue(store.isActive(FIRST.id()));
    store.recreate(FIRST); // what is there stays
  }

  @Test
  void aRecordingGoesWholeAfterItsNoteWasTaken() throws IOException {
    Recording recording = recorded(FIRST);
    boolean[] noted = {false};
    boolean gone =
        store.delete(
            recording,
            () -> {
              assertTrue(Files.exists(recording.sessionFile()), "not before it is noted");
              noted[0] = true;
            });
    assertTrue(gone && noted[0]);
    assertEquals(List.of(), store.all());
    assertFalse(store.isActive(FIRST.id()));
    assertThrows(NoSuchFileException.class, () -> store.delete(recording, () -> {}));
  }

  @Test
  void aRecordingStaysWhoseRemovalCannotBeNoted() throws IOException {
    Recording recording = recorded(FIRST);
    assertThrows(
        IOException.class,
        () ->
            store.delete(
                recording,
                () -> {
                  throw new IOException("no space left");
                }));
    assertEquals(FIRST, recording.session());
  }

  @Test
  void whatIsHeldIsNeitherRemovedNorDiscarded() throws IOException {
    Recording recording = recorded(FIRST);
    Instant now = Instant.parse("2026-11-24T10:00:00Z");
    new LegalHolds(logDir).hold(recording, now, "auditor", "case 7", () -> {});
    assertFalse(store.delete(recording, () -> fail("nothing is to be noted")));
    assertFalse(store.discard(recording));
    assertEquals(FIRST, recording.session());
  }

  @Test
  void whatIsNotOursKeepsARecording() throws IOException {
    Recording recording = recorded(FIRST);
    Files.writeString(recording.folder().resolve("evidence.txt"), "x");
    IOException told = assertThrows(IOException.class, () -> store.delete(recording, () -> {}));
    assertTrue(told.getMessage().contains("evidence.txt"), told.getMessage());
    assertEquals(List.of(FIRST.id()), ids(store.all()));
  }

  @Test
  void aRemovalThatWasCutShortIsOutOfSightAndIsFinished() throws IOException {
    Recording recording = recorded(FIRST);
    Path hidden = recording.folder().resolveSibling("." + FIRST.id() + ".removing");
    Files.move(recording.folder(), hidden);
    assertEquals(List.of(), store.all());
    List<Recording> left = store.halfRemoved();
    assertEquals(List.of(FIRST.id()), ids(left));
    store.deleteRest(left.get(0));
    assertFalse(Files.exists(hidden));
    assertEquals(Set.of(), store.activeNames());
  }

  @Test
  void oneThatNobodyUsedIsDiscarded() throws IOException {
    Recording recording = store.create(FIRST);
    assertTrue(store.discard(recording));
    assertFalse(Files.exists(recording.folder()));
    assertFalse(store.isActive(FIRST.id()));
  }
}
