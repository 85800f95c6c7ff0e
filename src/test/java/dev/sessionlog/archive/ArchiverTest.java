package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.ArchivedSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archiver as a thread: what it says, when it tries again, and what it never touches. */
class ArchiverTest {
  @TempDir private Path temporary;
  private LogDirScene scene;
  private LogDirScene bucket;
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<String> severe = new CopyOnWriteArrayList<>();
  private final AtomicInteger openings = new AtomicInteger();
  private volatile ArchiveException away;
  private boolean addOnly;

  @BeforeEach
  void begin() throws IOException {
    scene = LogDirScene.in(temporary);
    bucket = scene;
  }

  private interface Step {
    void run() throws Exception;
  }

  private void whileItWorks(LogDirScene where, Step step) throws Exception {
    Archiver archiver =
        new Archiver(
            new Archiver.Terms(
                where.logDir(),
                addOnly ? new ArchiveUrl.S3("bucket", "") : where.url(),
                Duration.ofMillis(20),
                "%session:%line %text",
                "settings"),
            this::open,
            InstantSource.system(),
            new Random(5),
            new Archiver.Listener() {
              @Override
              public void trouble(String what) {
                troubles.add(what);
              }

              @Override
              public void severe(String what) {
                severe.add(what);
              }
            });
    Thread thread = new Thread(archiver::run);
    thread.start();
    try {
      step.run();
    } finally {
      archiver.stop();
      thread.join(10_000);
    }
  }

  private ArchiveStore open(ArchiveUrl url, String writer) throws IOException {
    openings.incrementAndGet();
    if (away != null) {
      throw away;
    }
    if (url instanceof ArchiveUrl.Folder folder) {
      return FolderStore.open(folder, writer, new Random());
    }
    DyingStore store = new DyingStore(FolderStore.open(bucket.url(), writer, new Random()));
    store.addOnly();
    return store;
  }

  private void awaitWhole(Recording recording) {
    await().until(() -> new ArchivedSessions(scene.logDir()).contains(recording.id()));
  }

  private Recording ended(String id) throws IOException {
    Recording recording = scene.begin(id, "alice");
    scene.say(recording, "one".getBytes(UTF_8));
    scene.end(recording);
    return recording;
  }

  private static long objects(Path archive) throws IOException {
    try (Stream<Path> files = Files.walk(archive)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void whatIsThereIsBroughtAndWhatComesToo() throws Exception {
    Recording first = ended("20261124T114717-aaaa");
    whileItWorks(
        scene,
        () -> {
          awaitWhole(first);
          awaitWhole(ended("20261124T114718-bbbb"));
          await().until(() -> ArchiveStanding.of(scene.logDir()).waiting() == 0);
        });
    ArchiverState state = ArchiverState.read(scene.logDir()).orElseThrow();
    assertEquals("", state.trouble());
    // Three for each, and one more where the second was seen before its end.
    long stored = state.stored().objects();
    assertTrue(stored == 6 || stored == 7, state.toString());
    assertTrue(state.stored().since().isPresent());
    assertTrue(state.current().isPresent());
    assertEquals(List.of(), troubles);
    ArchiveStanding standing = ArchiveStanding.of(scene.logDir());
    assertEquals(2, standing.whole());
    assertTrue(standing.oldest().isEmpty());
  }

  @Test
  void aStoreThatIsAwayIsTriedLessAndLessOftenAndToldOnce() throws Exception {
    away = new ArchiveException(Kind.AWAY, "no answer");
    Recording recording = ended("20261124T114717-aaaa");
    whileItWorks(
        scene,
        () -> {
          await().until(() -> openings.get() >= 2);
          assertEquals(List.of("archive: no answer"), troubles);
          ArchiverState state = ArchiverState.read(scene.logDir()).orElseThrow();
          assertEquals("no answer", state.trouble());
          assertTrue(state.since().isPresent());
          assertEquals(1, ArchiveStanding.of(scene.logDir()).waiting());
          away = null;
          awaitWhole(recording);
          await().until(() -> ArchiverState.read(scene.logDir()).orElseThrow().trouble().isEmpty());
        });
    assertTrue(openings.get() < 6, openings + " openings");
  }

  /** What should be mounted there is not: nothing is put into the empty folder. */
  @Test
  void anotherFolderInItsPlaceStaysEmpty() throws Exception {
    Recording first = ended("20261124T114717-aaaa");
    whileItWorks(scene, () -> awaitWhole(first));
    Files.move(scene.archive(), temporary.resolve("unmounted"));
    Files.createDirectory(scene.archive());
    ended("20261124T114718-bbbb");
    whileItWorks(
        scene, () -> await().until(() -> troubles.stream().anyMatch(t -> t.contains("mount it"))));
    assertEquals(0, objects(scene.archive()));
  }

  @Test
  void toAnotherArchiveAllIsBroughtAnew() throws Exception {
    Recording first = ended("20261124T114717-aaaa");
    whileItWorks(scene, () -> awaitWhole(first));
    LogDirScene other =
        new LogDirScene(scene.logDir(), Files.createDirectory(temporary.resolve("other")));
    long before = objects(scene.archive());
    whileItWorks(
        other,
        () ->
            await()
                .until(
                    () ->
                        ArchiverState.read(scene.logDir()).orElseThrow().stored().objects() == 3
                            && objects(other.archive()) == before));
    assertEquals(before, objects(scene.archive()));
    assertNotEquals("", ArchiverState.read(scene.logDir()).orElseThrow().archive());
  }

  /**
   * Credentials that may only add do not tell which archive that is: the notes say of which place.
   */
  @Test
  void anotherPlaceThatWasAwayAtFirstHasAllBroughtAnewAllTheSame() throws Exception {
    Recording first = ended("20261124T114717-aaaa");
    whileItWorks(scene, () -> awaitWhole(first));
    addOnly = true;
    away = new ArchiveException(Kind.AWAY, "no answer");
    whileItWorks(scene, () -> await().until(() -> !troubles.isEmpty()));
    away = null;
    LogDirScene other =
        new LogDirScene(scene.logDir(), Files.createDirectory(temporary.resolve("other")));
    bucket = other;
    long before = objects(scene.archive());
    whileItWorks(other, () -> await().until(() -> objects(other.archive()) == before));
  }

  @Test
  void credentialsThatMayOnlyAddAreEnough() throws Exception {
    addOnly = true;
    Recording first = ended("20261124T114717-aaaa");
    whileItWorks(scene, () -> awaitWhole(first));
    Recording second = ended("20261124T114718-bbbb"); // before it could be seen live
    whileItWorks(scene, () -> awaitWhole(second));
    assertEquals(9, objects(scene.archive()));
    assertEquals(List.of(), troubles);
    assertEquals(List.of(), severe);
    DyingStore store = new DyingStore(FolderStore.open(scene.url(), "", new Random()));
    store.addOnly();
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("may add, and not read"));
  }

  @Test
  void aConflictIsSevere() throws Exception {
    Recording recording = scene.begin("20261124T114717-aaaa", "alice");
    scene.say(recording, "one".getBytes(UTF_8));
    whileItWorks(
        scene,
        () -> {
          await().until(() -> ArchiverState.read(scene.logDir()).isPresent());
          await()
              .until(() -> ArchiverState.read(scene.logDir()).orElseThrow().current().isPresent());
          Files.writeString(recording.typescript(), "two");
          scene.end(recording);
          await().until(() -> !severe.isEmpty());
        });
    assertTrue(severe.get(0).contains("CONFLICT"), severe.toString());
    assertEquals(1, ArchiveStanding.of(scene.logDir()).conflicts().size());
    assertEquals(1, ArchiverState.read(scene.logDir()).orElseThrow().conflicts());
    Files.delete(scene.logDir().resolve("archive/conflicts"));
    whileItWorks(
        scene,
        () -> {
          await().until(() -> severe.size() == 2);
          Instant current =
              ArchiverState.read(scene.logDir()).orElseThrow().current().orElseThrow();
          Files.writeString(recording.typescript(), "one");
          Files.delete(scene.logDir().resolve("archive/conflicts"));
          awaitWhole(recording);
          await().until(() -> ArchiverState.read(scene.logDir()).orElseThrow().conflicts() == 0);
          await()
              .until(
                  () ->
                      ArchiverState.read(scene.logDir())
                          .orElseThrow()
                          .current()
                          .orElseThrow()
                          .isAfter(current));
        });
    assertEquals(2, severe.size(), "it is told again when an archiver starts");
  }

  @Test
  void aTrialSaysWhatItCameTo() throws IOException {
    ArchiveStore store = FolderStore.open(scene.url(), "trial", new Random(1));
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("not overwritten"));
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("not overwritten"));
    assertEquals(1, objects(scene.archive()));
  }
}
