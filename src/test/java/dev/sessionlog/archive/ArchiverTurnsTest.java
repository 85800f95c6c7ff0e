package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiverTurnsTest {
  private static final HostKey HOST = new HostKey("web1-k3f9q2mzx7");
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSxxx} %session:%line %tty %text";

  @TempDir private Path temporary;
  private LogDirScene scene;
  private ArchiveStore plain;
  private DyingStore store;
  private ArchiverTurns turns;
  private final List<String> conflicts = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    scene = LogDirScene.in(temporary);
    plain = open(scene.url());
    store = new DyingStore(plain);
    new ArchiveFolder(scene.logDir()).make();
    restart();
  }

  /** Opens an archive that is empty; a test of another kind of store has it elsewhere. */
  ArchiveStore open(ArchiveUrl.Folder url) throws IOException {
    return FolderStore.open(url, "web1", new Random(1));
  }

  /** For how many sessions kills are tried: more than seven each. */
  int rounds() {
    return 40;
  }

  /** As after a kill: nothing is remembered but what is on the disk. */
  private void restart() throws IOException {
    turns =
        new ArchiverTurns(
            new Archiver.Terms(scene.logDir(), scene.url(), Duration.ofMinutes(1), PATTERN, ""),
            new ArchiveFolder(scene.logDir()),
            HOST,
            new Putting(store),
            conflict -> conflicts.add(conflict.getMessage()));
  }

  private ArchiverTurns.Outcome turn() throws IOException {
    ArchiverTurns.Outcome outcome = ArchiverTurns.Outcome.BEHIND;
    for (int i = 0; i < 100 && outcome == ArchiverTurns.Outcome.BEHIND; i++) {
      outcome = turns.take(Instant.now(), () -> false);
    }
    return outcome;
  }

  private static SessionName name(Recording recording) {
    return new SessionName(HOST, recording.id(), recording.user());
  }

  private void assertWhole(Recording recording, byte[] typescript, byte[] timing)
      throws IOException {
    SessionName name = name(recording);
    assertArrayEquals(
        typescript, scene.archived(plain, name.recording() + "typescript."), "typescript");
    assertArrayEquals(timing, scene.archived(plain, name.recording() + "timing."), "timing");
    byte[] facts;
    try (InputStream in = plain.read(name.ended())) {
      facts = in.readAllBytes();
    }
    ArchivedSession.Files files =
        ArchivedSession.decode(name.ended(), facts).recording().orElseThrow();
    assertEquals(Sha256.of(typescript), files.typescript().sha256());
    assertEquals(Sha256.of(timing), files.timing().sha256());
    assertEquals(typescript.length, files.typescript().bytes());
    assertEquals(
        scene.names(plain, name.recording()).size(),
        files.typescript().parts().size() + files.timing().parts().size());
  }

  @Test
  void aLiveSessionComesInPartsAndIsWholeWhenItHasEnded() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "one ".getBytes(UTF_8));
    assertEquals(ArchiverTurns.Outcome.CURRENT, turn());
    scene.say(recording, "two".getBytes(UTF_8));
    assertEquals(ArchiverTurns.Outcome.CURRENT, turn());
    SessionName name = name(recording);
    assertEquals(
        List.of(name.opened()), scene.names(plain, ArchiveNames.OPENED), "it is seen while live");
    assertEquals(List.of(), scene.names(plain, ArchiveNames.SESSIONS));
    assertEquals(
        "one two", new String(scene.archived(plain, name.recording() + "typescript."), UTF_8));
    scene.end(recording);
    turn();
    assertWhole(recording, "one two".getBytes(UTF_8), Files.readAllBytes(recording.timing()));
    int puts = store.puts();
    turn();
    restart();
    turn();
    assertEquals(puts, store.puts(), "nothing is put again");
    assertTrue(scene.names(plain, "").size() == 6, scene.names(plain, "").toString());
  }

  @Test
  void whatEndedBeforeItWasSeenNeedsThreeObjects() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "CORP\\alice");
    scene.say(recording, "one".getBytes(UTF_8));
    scene.end(recording);
    turn();
    assertEquals(3, scene.names(plain, "").size());
    assertWhole(recording, "one".getBytes(UTF_8), Files.readAllBytes(recording.timing()));
  }

  @Test
  void aLargeRecordingIsCutIntoParts() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    byte[] text = new byte[2 * GrowingFile.LARGEST_PART + 17];
    new Random(3).nextBytes(text);
    scene.say(recording, text);
    scene.end(recording);
    turn();
    assertEquals(3, scene.names(plain, name(recording).recording() + "typescript").size());
    assertWhole(recording, text, Files.readAllBytes(recording.timing()));
  }

  @Test
  void aRecordingThatWasCompressedMeanwhileIsTheSame() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    byte[] text = "0123456789abcdef\n".repeat(1000).getBytes(UTF_8);
    scene.say(recording, text);
    turn();
    scene.say(recording, text);
    scene.end(recording);
    byte[] timing = Files.readAllBytes(recording.timing());
    recording.compress();
    assertTrue(recording.isCompressed());
    turn();
    assertWhole(recording, new String(text, UTF_8).repeat(2).getBytes(UTF_8), timing);
  }

  /** Every object is there once, and every byte right, wherever it is killed, and often. */
  @Test
  void aKillAnywhereLosesAndDoublesNothing() throws IOException {
    Random random = new Random(7);
    int kills = 0;
    List<Recording> recordings = new ArrayList<>();
    List<byte[]> texts = new ArrayList<>();
    for (int round = 0; round < rounds(); round++) {
      Recording recording =
          scene.begin(String.format("20261124T1147%02d-djqf", round), "user" + round % 3);
      byte[] text = new byte[0];
      for (int step = 0; step < 8; step++) {
        byte[] more = new byte[1 + random.nextInt(2000)];
        random.nextBytes(more);
        scene.say(recording, more);
        text = concat(text, more);
        if (step == 7) {
          scene.end(recording);
        }
        for (boolean killed = true; killed; ) {
          killed = false;
          store.dieAt(1 + random.nextInt(4), random.nextBoolean());
          try {
            turn();
          } catch (DyingStore.Killed e) {
            kills++;
            killed = random.nextInt(3) > 0;
            forgetSome(random);
            restart();
          }
        }
      }
      recordings.add(recording);
      texts.add(text);
    }
    store.dieAt(Integer.MAX_VALUE, false);
    turn();
    assertTrue(kills > 7.5 * rounds(), kills + " kills");
    for (int i = 0; i < recordings.size(); i++) {
      assertWhole(recordings.get(i), texts.get(i), Files.readAllBytes(recordings.get(i).timing()));
    }
    assertEquals(List.of(), conflicts);
    try (Stream<Path> left = Files.list(new ArchiveFolder(scene.logDir()).progress())) {
      assertEquals(List.of(), left.toList());
    }
    Path incoming = Files.createDirectories(scene.archive().resolve(".incoming"));
    try (Stream<Path> left = Files.list(incoming)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /** Local state is a copy: a host that lost it finds what is there. */
  private void forgetSome(Random random) throws IOException {
    try (Stream<Path> files = Files.list(new ArchiveFolder(scene.logDir()).progress())) {
      for (Path file : files.toList()) {
        if (random.nextInt(10) == 0) {
          Files.delete(file);
        }
      }
    }
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void credentialsThatMayOnlyAddAreEnough() throws IOException {
    store.addOnly();
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "one ".getBytes(UTF_8));
    for (int put = 1; put < 5; put++) {
      store.dieAt(put, true);
      try {
        turn();
      } catch (DyingStore.Killed e) {
        restart();
      }
    }
    store.dieAt(Integer.MAX_VALUE, false);
    scene.end(recording);
    turn();
    assertWhole(recording, "one ".getBytes(UTF_8), Files.readAllBytes(recording.timing()));
  }

  @Test
  void whatWasChangedHereAfterwardsIsAConflictAndIsNotPut() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "sudo rm".getBytes(UTF_8));
    turn();
    Files.write(recording.typescript(), "echo hi".getBytes(UTF_8));
    scene.end(recording);
    Recording other = scene.begin("20261124T114718-djqf", "bob");
    scene.say(other, "two".getBytes(UTF_8));
    scene.end(other);
    turn();
    assertEquals(1, conflicts.size(), conflicts.toString());
    assertTrue(conflicts.get(0).contains("changed here after"), conflicts.toString());
    String there = name(recording).recording() + "typescript.";
    assertEquals("sudo rm", new String(scene.archived(plain, there), UTF_8));
    assertTrue(plain.describe(name(recording).ended()).isEmpty());
    assertWhole(other, "two".getBytes(UTF_8), Files.readAllBytes(other.timing()));
    restart();
    turn();
    assertEquals(1, conflicts.size(), "it is told once");
  }

  /** Whoever looked into a conflict removes the note of it; then it is tried again. */
  @Test
  void whatWasInConflictIsTriedAgainOnceTheNoteOfItIsRemoved() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "sudo rm".getBytes(UTF_8));
    assertEquals(ArchiverTurns.Outcome.CURRENT, turn());
    Files.write(recording.typescript(), "echo hi".getBytes(UTF_8));
    scene.end(recording);
    assertEquals(ArchiverTurns.Outcome.LACKING, turn());
    assertEquals(ArchiverTurns.Outcome.LACKING, turn());
    Files.write(recording.typescript(), "sudo rm".getBytes(UTF_8));
    assertEquals(ArchiverTurns.Outcome.LACKING, turn(), "nobody has looked into it yet");
    Files.delete(new ArchiveFolder(scene.logDir()).conflicts());
    assertEquals(ArchiverTurns.Outcome.CURRENT, turn());
    assertWhole(recording, "sudo rm".getBytes(UTF_8), Files.readAllBytes(recording.timing()));
    assertEquals(1, conflicts.size(), conflicts.toString());
  }

  @Test
  void aConflictThatLastsIsToldAgainOnceItsNoteIsRemoved() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "sudo rm".getBytes(UTF_8));
    turn();
    Files.write(recording.typescript(), "echo hi".getBytes(UTF_8));
    scene.end(recording);
    turn();
    Files.delete(new ArchiveFolder(scene.logDir()).conflicts());
    assertEquals(ArchiverTurns.Outcome.LACKING, turn());
    assertEquals(2, conflicts.size(), conflicts.toString());
  }

  /** One file of a kind says nothing of the others. */
  @Test
  void aConflictOfOneLogOrSegmentKeepsNoOther() throws IOException {
    String line = "2026-11-24T11:47:20.399+01:00 20261124T114717-djqf:7 pts/0 $ ls\n";
    Path log = scene.logDir().resolve("alice.2026-11-24.0.log");
    Files.writeString(log, line);
    Path ledger = Files.createDirectories(scene.logDir().resolve("ledger"));
    String begin = "{\"type\":\"begin\",\"origin\":\"sessionlog/web1/0123456789abcdef\"}\n";
    Files.writeString(ledger.resolve("000000.jsonl"), begin + "{\"type\":\"beat\"}\n");
    turn();
    Files.delete(new ArchiveFolder(scene.logDir()).logs());
    Files.writeString(log, line.replace("ls", "id"));
    Files.writeString(scene.logDir().resolve("bob.2026-11-24.0.log"), line);
    Files.writeString(ledger.resolve("000000.jsonl"), begin);
    Files.writeString(ledger.resolve("000001.jsonl"), "{\"type\":\"beat\"}\n");
    restart();
    assertEquals(ArchiverTurns.Outcome.LACKING, turn());
    assertEquals(2, conflicts.size(), conflicts.toString());
    assertEquals(2, scene.names(plain, ArchiveNames.TRANSCRIPTS).size());
    assertEquals(2, scene.names(plain, ArchiveNames.LEDGERS).size());
    int puts = store.puts();
    turn();
    assertEquals(puts, store.puts(), "what is in conflict waits for somebody");
    Files.writeString(log, line);
    Files.writeString(ledger.resolve("000000.jsonl"), begin + "{\"type\":\"beat\"}\n");
    Files.delete(new ArchiveFolder(scene.logDir()).conflicts());
    assertEquals(ArchiverTurns.Outcome.CURRENT, turn());
    assertEquals(2, conflicts.size(), conflicts.toString());
  }

  @Test
  void aNameThatIsTakenIsAConflict() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    byte[] other = Putting.pack("other".getBytes(UTF_8));
    plain.putIfAbsent(name(recording).typescript(0), other, Sha256.of(other));
    scene.say(recording, "mine".getBytes(UTF_8));
    turn();
    assertEquals(1, conflicts.size(), conflicts.toString());
    assertTrue(conflicts.get(0).contains("other bytes under this name"), conflicts.toString());
  }

  @Test
  void whatWasShortenedHereIsAConflict() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "sudo rm".getBytes(UTF_8));
    turn();
    Files.write(recording.typescript(), "sudo".getBytes(UTF_8));
    turn();
    assertTrue(conflicts.get(0).contains("7 bytes"), conflicts.toString());
  }

  @Test
  void aRecordingThatIsRemovedIsForgotten() throws IOException {
    Recording recording = scene.begin("20261124T114717-djqf", "alice");
    scene.say(recording, "one".getBytes(UTF_8));
    turn();
    for (Path file : recording.files()) {
      Files.delete(file);
    }
    Files.delete(recording.folder());
    assertEquals(ArchiverTurns.Outcome.CURRENT, turn());
    assertEquals(List.of(), turns.troubles());
  }

  /** Nor after a death in the wrong moment, or a removal while no archiver was at work. */
  @Test
  void notesOfWhatIsOverDoNotStay() throws IOException {
    Path progress = new ArchiveFolder(scene.logDir()).progress();
    Recording whole = scene.begin("20261124T114717-djqf", "alice");
    scene.say(whole, "one".getBytes(UTF_8));
    turn();
    byte[] notes = Files.readAllBytes(progress.resolve(whole.id().toString()));
    scene.end(whole);
    turn();
    Files.write(progress.resolve(whole.id().toString()), notes);
    Recording removed = scene.begin("20261124T114718-djqf", "bob");
    scene.say(removed, "two".getBytes(UTF_8));
    turn();
    for (Path file : removed.files()) {
      Files.delete(file);
    }
    Files.delete(removed.folder());
    Recording live = scene.begin("20261124T114719-djqf", "bob");
    scene.say(live, "three".getBytes(UTF_8));
    restart();
    turn();
    try (Stream<Path> left = Files.list(progress)) {
      assertEquals(List.of(progress.resolve(live.id().toString())), left.toList());
    }
  }

  @Test
  void rolledLogsComeAsJsonLines() throws IOException {
    String head = "2026-11-24T11:47:20.399+01:00 20261124T114717-djqf:";
    Files.writeString(
        scene.logDir().resolve("alice.2026-11-24.0.log"),
        head + "7 pts/0 $ cat \"x\"\nno line\n" + head + "8 pts/0 -- session closed\n");
    Files.writeString(scene.logDir().resolve("alice.log"), head + "9 pts/0 not rolled\n");
    turn();
    String name =
        "transcripts/date=2026-11-24/host=web1-k3f9q2mzx7/alice.2026-11-24.0.0000.jsonl.gz";
    assertEquals(List.of(name), scene.names(plain, ArchiveNames.TRANSCRIPTS));
    try (InputStream in = new GZIPInputStream(plain.read(name))) {
      assertEquals(
          """
          {"session":"20261124T114717-djqf","line":7,"time":"2026-11-24T10:47:20.399Z","user":"alice","kind":"screen","text":"$ cat \\"x\\""}
          {"session":"20261124T114717-djqf","line":8,"time":"2026-11-24T10:47:20.399Z","user":"alice","kind":"marker","text":"-- session closed"}
          """,
          new String(in.readAllBytes(), UTF_8));
    }
    int puts = store.puts();
    restart();
    turn();
    assertEquals(puts, store.puts());
    Files.delete(new ArchiveFolder(scene.logDir()).logs());
    restart();
    turn();
    assertEquals(List.of(), conflicts);
  }

  @Test
  void theLedgerComesAsItGrows() throws IOException {
    Path ledger = Files.createDirectories(scene.logDir().resolve("ledger"));
    Path entries = ledger.resolve("000000.jsonl");
    Path checkpoints = ledger.resolve("000000.checkpoints");
    Files.writeString(
        entries, "{\"type\":\"begin\",\"origin\":\"sessionlog/web1/0123456789abcdef\"}\n{\"ty");
    Files.writeString(checkpoints, "note\n");
    turn();
    Files.writeString(entries, "pe\":\"beat\"}\n", StandardOpenOption.APPEND);
    turn();
    restart();
    turn();
    String prefix = "ledgers/host=web1-k3f9q2mzx7/0123456789abcdef/000000.";
    assertEquals(3, scene.names(plain, prefix).size());
    assertArrayEquals(Files.readAllBytes(entries), scene.archived(plain, prefix + "jsonl."));
    assertArrayEquals(
        Files.readAllBytes(checkpoints), scene.archived(plain, prefix + "checkpoints."));
  }
}
