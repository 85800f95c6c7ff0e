package dev.sessionlog.evidence;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("machine")
final class AnchorFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-27T02:00:00Z");

  @TempDir private Path temporary;

  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

  private AnchorFolder start(Path folder, Duration patience) {
    return AnchorFolder.start(folder, InstantSource.fixed(NOW), patience, troubles::add);
  }

  private Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static List<SignedNote> read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return NoteScanner.scan(in);
    }
  }

  @Test
  void eachCheckpointIsALineAndVerifyTakesTheFolder() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("anchors"));
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    SignedNote last;
    try (AnchorFolder anchors = start(folder, Duration.ofSeconds(30))) {
      anchors.add(store.seal());
      store.begin("alice", "aaaa");
      last = store.seal();
      anchors.add(last);
    }
    Path file = only(folder);
    assertEquals("web1.2026-11.anchor", file.getFileName().toString());
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size(), lines::toString);
    assertEquals("2026-11-27T02:00:00Z " + last.inOneLine(), lines.get(1));
    assertEquals(
        List.of(),
        new Verifier(temporary.resolve("log")).ledger(Optional.empty(), read(file)).problems());
    assertEquals(List.of(), troubles);
  }

  @Test
  void halfALineOfAnEarlierProcessHidesNothing() throws IOException {
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    SignedNote note = store.seal();
    try (AnchorFolder anchors = start(temporary, Duration.ofSeconds(30))) {
      anchors.add(note);
    }
    Path file = temporary.resolve("web1.2026-11.anchor");
    Files.writeString(file, Files.readString(file).substring(0, 60));
    try (AnchorFolder anchors = start(temporary, Duration.ofSeconds(30))) {
      anchors.add(note);
      anchors.add(store.seal());
    }
    assertEquals(2, read(file).size());
  }

  @Test
  void aFolderThatIsAwayIsToldOfOnceAndGetsWhatWaitedWhenItIsBack() throws IOException {
    Path away = temporary.resolve("away");
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    SignedNote first = store.seal();
    try (AnchorFolder anchors = start(away, Duration.ofMillis(20))) {
      anchors.add(first);
      anchors.add(first);
      await().until(() -> troubles.size() == 1);
      assertEquals(
          "the anchor directory "
              + away
              + " cannot be written: NoSuchFile, "
              + away.resolve("web1.2026-11.anchor")
              + "; its checkpoints wait, and sealing continues",
          troubles.get(0));
      assertFalse(Files.exists(away));
      Files.createDirectory(away);
      await().until(() -> troubles.size() == 2);
    }
    assertEquals("checkpoints are written to " + away + " again", troubles.get(1));
    assertEquals(2, read(only(away)).size());
  }

  /** A FIFO that nobody reads is opened for ever, as a file of a server that is away. */
  @Test
  void aFolderThatHangsHoldsNobodyUpAndIsToldOf() throws IOException, InterruptedException {
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    SignedNote note = store.seal();
    Path stuck = temporary.resolve("web1.2026-11.anchor");
    assertEquals(0, new ProcessBuilder("mkfifo", stuck.toString()).start().waitFor());
    try (AnchorFolder anchors = start(temporary, Duration.ofMillis(20))) {
      await()
          .until(
              () -> {
                anchors.add(note);
                return !troubles.isEmpty();
              });
      for (int i = 0; i < 2 * AnchorFolder.MOST_WAITING; i++) {
        anchors.add(note);
      }
      assertTrue(troubles.get(0).contains("has not answered for 0 s"), troubles::toString);
      assertEquals(1, troubles.size());
      try (var reader = Files.newInputStream(stuck)) { // lets it go
        assertTrue(reader.read() >= 0);
      }
    }
  }

  @Test
  void aLinkInThePlaceOfTheFileIsNotFollowed() throws IOException {
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    Path victim = Files.writeString(temporary.resolve("victim"), "x");
    Files.createSymbolicLink(temporary.resolve("web1.2026-11.anchor"), victim);
    try (AnchorFolder anchors = start(temporary, Duration.ofMillis(20))) {
      anchors.add(store.seal());
      await().until(() -> !troubles.isEmpty());
    }
    assertEquals("x", Files.readString(victim));
  }
}
