package dev.sessionlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLookupTest {
  @TempDir Path logDir;
  private RecordingStore store;

  @BeforeEach
  void record() throws IOException {
    store = new RecordingStore(logDir);
    recorded("alice", "20261122T080000-bbbb");
    recorded("alice", "20261123T062510-k3f9");
    recorded("alice", "20261123T062510-zzzz");
    recorded("bob", "20261123T070000-cccc");
    recorded("we~1", "20261101T000000-dddd");
    recorded("CORP\\eve", "20261102T000000-eeee");
    Files.createDirectories(store.folder().resolve("nobody"));
  }

  private void recorded(String user, String id) throws IOException {
    Files.createDirectories(store.folder().resolve(UserFileName.of(user)).resolve(id));
  }

  @ParameterizedTest
  @CsvSource({
    "20261122T080000-bbbb, 20261122T080000-bbbb",
    "20261122, 20261122T080000-bbbb",
    "20261123T07, 20261123T070000-cccc",
    "20261123T062510-k, 20261123T062510-k3f9",
    "alice, 20261123T062510-zzzz",
    "alice~0, 20261123T062510-zzzz",
    "alice~1, 20261123T062510-k3f9",
    "alice~2, 20261122T080000-bbbb",
    "we~1, 20261101T000000-dddd",
    "we~1~0, 20261101T000000-dddd",
    "CORP\\eve, 20261102T000000-eeee"
  })
  void whatPeopleTypeMeansOneRecording(String text, String id) throws IOException {
    SessionLookup.Found found =
        assertInstanceOf(SessionLookup.Found.class, SessionLookup.of(store, text));

    assertEquals(id, found.recording().id().toString());
    assertEquals(id, found.recording().folder().getFileName().toString());
  }

  @Test
  void aBeginningOfSeveralIsAmbiguousNewestFirst() throws IOException {
    SessionLookup.Ambiguous several =
        assertInstanceOf(SessionLookup.Ambiguous.class, SessionLookup.of(store, "20261123T0"));

    assertEquals(
        List.of("20261123T070000-cccc", "20261123T062510-zzzz", "20261123T062510-k3f9"),
        ids(several.candidates()));
  }

  @Test
  void aUserWithoutSoManySessionsIsTold() throws IOException {
    assertEquals(new SessionLookup.TooFew("alice", 3), SessionLookup.of(store, "alice~3"));
    assertEquals(new SessionLookup.TooFew("nobody", 0), SessionLookup.of(store, "nobody"));
  }

  @Test
  void anIdThatIsNotThereHasNeighboursOfItsDay() throws IOException {
    assertEquals(
        List.of("20261123T062510-zzzz", "20261123T062510-k3f9"),
        ids(unknown("20261123T062510-xxxx").near()));
    assertEquals(List.of(), unknown("20271123T062510-xxxx").near());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "carol",
        "~1",
        "alice~",
        "../alice",
        "alice/",
        "alice~99999999999",
        "~",
        "a name that nobody can have since it is much longer than the file system takes, which is two hundred and fifty-five bytes for each of the names on a path, and it is escaped besides, so that blanks take three"
      })
  void whatNamesNothingIsUnknown(String text) throws IOException {
    assertEquals(List.of(), unknown(text).near());
  }

  @Test
  void anEmptyStoreKnowsNothing() throws IOException {
    RecordingStore empty = new RecordingStore(logDir.resolve("none"));

    assertInstanceOf(SessionLookup.Unknown.class, SessionLookup.of(empty, "alice"));
  }

  private SessionLookup.Unknown unknown(String text) throws IOException {
    return assertInstanceOf(SessionLookup.Unknown.class, SessionLookup.of(store, text));
  }

  private static List<String> ids(List<Recording> recordings) {
    return recordings.stream().map(recording -> recording.id().toString()).toList();
  }
}
