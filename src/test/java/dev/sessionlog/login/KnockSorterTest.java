package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a knock, and what becomes of the rest. */
final class KnockSorterTest {
  private static final int BURST = 3;

  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<String> answered = new ArrayList<>();
  private final List<String> promised = new ArrayList<>();
  private boolean read = true;
  private long now;
  private final List<String> trouble = new ArrayList<>();
  private RunDir runDir;
  private RefusedKnocks refused;
  private WaitingKnocks waiting;
  private KnockSorter sorter;

  /** Answers and promises when the launcher reads. */
  private final class FakeAnswers implements KnockAnswers {
    @Override
    public Result answer(Path knock, Duration waited) {
      if (read) {
        answered.add(knock.getFileName() + " after " + waited.toMillis() + " ms");
      }
      return read ? Result.DONE : Result.NOT_OPENED;
    }

    @Override
    public Result promise(Path knock) {
      if (read) {
        promised.add(knock.getFileName().toString());
      }
      return read ? Result.DONE : Result.NOT_OPENED;
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    runDir = new RunDir(root.resolve("run"));
    new RunDirFolders(runDir).prepare(unix.uid());
    refused =
        new RefusedKnocks(runDir.refused(), new UserWarnings(() -> 0, trouble::add), () -> now);
    KnockQueue.Limits limits = new KnockQueue.Limits(9, 9, BURST, 1, Duration.ofSeconds(5), 9);
    KnockQueue queue = new KnockQueue(threads::add, limits, () -> now);
    KnockQueue promises = new KnockQueue(Runnable::run, limits, () -> now);
    waiting =
        new WaitingKnocks(
            queue, promises, new FakeAnswers(), (task, delay) -> later.add(task), () -> now);
    sorter =
        new KnockSorter(
            KnockLook.in(runDir.knocks(), unix),
            new SubordinateUids(root.resolve("subuid"), root.resolve("passwd")),
            waiting,
            refused);
  }

  private Path knock(String name) throws IOException {
    Path path = runDir.knocks().resolve(name);
    unix.mkfifo(path, 0600);
    return path;
  }

  /** A user has some 65536 for user namespaces, and would have as many shares. */
  @Test
  void uidsThatWereGivenToOneUserShareWhatThatOneHas() throws IOException {
    assumeTrue(unix.uid() == 0, "only root can make knocks of other users");
    Files.writeString(root.resolve("subuid"), "1001:100000:65536\n");
    for (int i = 0; i < BURST + 2; i++) {
      Path knock = knock("" + (4711 + i));
      Files.setAttribute(knock, "unix:uid", i == 0 ? 1001 : 100_000 + i);
      sorter.accept(knock);
    }
    assertEquals(BURST, threads.size());
    Path honest = knock("4999");
    Files.setAttribute(honest, "unix:uid", 1002);
    sorter.accept(honest);
    assertEquals(BURST + 1, threads.size());
  }

  private int count(Path folder) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        assertTrue(entry.startsWith(folder));
        count += entry.equals(runDir.refused()) ? 0 : 1;
      }
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "01", "abc", "12x", "12.", "12.a/b", "1234567890123456789", "-1"})
  void whatIsNotNamedByAPidIsRefused(String name) throws IOException {
    if (name.contains("/")) {
      Files.createDirectories(runDir.knocks().resolve(name).getParent());
    }
    Path path = knock(name);
    sorter.accept(name.contains("/") ? path.getParent() : path);
    assertEquals(0, count(runDir.knocks()));
  }

  @Test
  void whatIsAboveTheLimitIsRemovedAtOnceAndToldInOneLine() throws IOException {
    for (int i = 1; i <= 50; i++) {
      sorter.accept(knock(Integer.toString(i)));
    }
    assertEquals(BURST, count(runDir.knocks()));
    refused.empty();
    assertEquals(1, trouble.size(), trouble::toString);
    assertTrue(trouble.get(0).startsWith("refused 47 knocks of uid " + unix.uid()));
    refused.empty();
    assertEquals(1, trouble.size(), trouble::toString);
  }

  @Test
  void aKnockThatIsSeenTwiceIsTakenOnce() throws IOException {
    Path knock = knock("7.Xy3");
    for (int i = 0; i < 10; i++) {
      sorter.accept(knock);
    }
    assertTrue(Files.exists(knock));
    assertEquals(1, threads.size());
  }

  @Test
  void aKnockThatIsNotReadYetGivesItsThreadBackAndIsAnsweredLater() throws IOException {
    sorter.accept(knock("7"));
    Runnable promise = later.remove();
    read = false;
    threads.remove().run();
    assertFalse(waiting.none());
    assertTrue(threads.isEmpty());
    promise.run();
    Runnable again = later.remove();
    now += TimeUnit.MILLISECONDS.toNanos(3);
    read = true;
    again.run();
    threads.remove().run();
    assertEquals(List.of("7 after 3 ms"), answered);
    assertTrue(waiting.none());
    later.remove().run();
    assertTrue(promised.isEmpty(), promised::toString);
  }

  @Test
  void aKnockThatWaitsIsPromisedAnAnswer() throws IOException {
    sorter.accept(knock("7"));
    later.remove().run();
    assertEquals(List.of("7"), promised);
    assertTrue(later.isEmpty());
  }

  @Test
  void aKnockWithTwoNamesIsRefused() throws IOException {
    Path knock = knock("8");
    Files.createLink(runDir.knocks().resolve("9"), knock);
    sorter.accept(knock);
    assertTrue(Files.notExists(knock));
  }

  /** A folder that was exchanged for a pipe between the look and the move. */
  @Test
  void aPipeAmongTheFoldersDoesNotHoldUpTheRest() throws IOException {
    unix.mkfifo(runDir.refused().resolve("1"), 0600);
    Files.createSymbolicLink(runDir.refused().resolve("2"), root);
    Files.createDirectory(runDir.refused().resolve("3"));
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refused.empty());
    assertEquals(0, count(runDir.refused()));
    assertTrue(Files.exists(root));
  }

  @Test
  void whatIsNotRemovedInOneTurnIsLeftForTheNext() throws IOException {
    RefusedKnocks slow =
        new RefusedKnocks(
            runDir.refused(),
            new UserWarnings(() -> 0, trouble::add),
            () -> now += Duration.ofMillis(100).toNanos());
    Path folder = Files.createDirectory(runDir.refused().resolve("1"));
    for (int i = 0; i < 50; i++) {
      Files.createFile(folder.resolve("f" + i));
    }
    slow.empty();
    int left = count(folder);
    assertTrue(left > 0 && left < 50, () -> "left " + left);
    for (int i = 0; i < 3; i++) {
      slow.empty();
    }
    assertEquals(0, count(runDir.refused()));
  }

  /** By the time that a knock is removed, its name may be that of another's knock. */
  @Test
  void aKnockThatTookTheNameOfAnotherStays() throws IOException {
    Path path = knock("7");
    long inode = (Long) Files.getAttribute(path, "unix:ino");
    long device = (Long) Files.getAttribute(path, "unix:dev");
    KnockRemoval removal = new KnockRemoval(runDir.refused());
    removal.remove(path, new KnockRemoval.Identity(device, inode + 1));
    assertTrue(Files.exists(path));
    removal.remove(path, new KnockRemoval.Identity(device, inode));
    assertTrue(Files.notExists(path));
    removal.remove(path, new KnockRemoval.Identity(device, inode));
    assertEquals(0, count(runDir.refused()));
  }

  @Test
  void foldersGoWithAllThatIsInThemAndLinksAreNotFollowed() throws IOException {
    Path kept = Files.createDirectories(root.resolve("kept"));
    Files.writeString(kept.resolve("file"), "kept");
    Path folder = runDir.knocks().resolve("123");
    Path deep = folder;
    for (int i = 0; i < 500; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    for (int i = 0; i < 300; i++) {
      Files.writeString(folder.resolve("f" + i), "x");
    }
    Files.createSymbolicLink(folder.resolve("link"), kept);
    Files.createSymbolicLink(deep.resolve("link"), kept);
    sorter.accept(folder);
    assertEquals(0, count(runDir.knocks()));
    refused.empty();
    assertEquals(0, count(runDir.refused()));
    assertEquals("kept", Files.readString(kept.resolve("file")));
  }

  @Test
  @Tag("machine")
  void whatCannotBeRemovedIsToldOnceAndKeepsNothingElse() throws Exception {
    Path stuck = Files.createDirectories(runDir.refused().resolve("1"));
    Files.createFile(stuck.resolve("fixed"));
    Files.createFile(stuck.resolve("other"));
    Path closed = Files.createDirectories(runDir.refused().resolve("2/inside/deeper"));
    for (Path folder = closed; !folder.equals(runDir.refused()); folder = folder.getParent()) {
      Files.setPosixFilePermissions(folder, Set.of());
    }
    assumeTrue(chattr("+i", stuck.resolve("fixed")), "no attributes on this file system");
    try {
      refused.empty();
      refused.empty();
      assertEquals(1, trouble.size(), trouble::toString);
      assertTrue(trouble.get(0).startsWith(stuck + ": cannot be removed; "), trouble.get(0));
      try (Stream<Path> left = Files.walk(runDir.refused())) {
        assertEquals(
            List.of(runDir.refused(), stuck, stuck.resolve("fixed")), left.sorted().toList());
      }
    } finally {
      chattr("-i", stuck.resolve("fixed"));
    }
    refused.empty();
    assertEquals(1, trouble.size(), trouble::toString);
    assertFalse(Files.exists(stuck));
  }

  private static boolean chattr(String change, Path file) throws Exception {
    Process process = new ProcessBuilder("chattr", change, file.toString()).start();
    return process.waitFor() == 0;
  }
}
