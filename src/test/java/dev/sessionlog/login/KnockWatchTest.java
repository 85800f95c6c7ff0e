package dev.sessionlog.login;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Knocks are seen, also when nothing is heard of them. */
@SuppressWarnings("try") // the watch is had, not used
final class KnockWatchTest {
  @TempDir private Path folder;
  private final Set<String> knocks = ConcurrentHashMap.newKeySet();
  private final AtomicInteger gone = new AtomicInteger();

  private void knock(Path knock) {
    knocks.add(knock.getFileName().toString());
  }

  private void seen(String name, Duration most) {
    await().atMost(most).pollInterval(Duration.ofMillis(5)).until(() -> knocks.contains(name));
  }

  @Test
  void knocksThatAreThereAndThatComeAreSeen() throws IOException {
    Files.createFile(folder.resolve("1"));
    try (KnockWatch watch = KnockWatch.start(folder, this::knock, gone::incrementAndGet)) {
      seen("1", Duration.ofSeconds(5));
      Files.createFile(folder.resolve("2"));
      seen("2", Duration.ofSeconds(5));
      Files.delete(folder.resolve("2"));
      knocks.clear();
      Files.createFile(folder.resolve("2"));
      seen("2", Duration.ofSeconds(5));
    }
    assertEquals(0, gone.get());
  }

  @Test
  void aWatchThatHearsNothingAnyMoreSeesStillAndListensAnew() throws IOException {
    AtomicInteger ears = new AtomicInteger();
    Files.createFile(folder.resolve("0"));
    try (KnockWatch watch =
        KnockWatch.start(
            folder, any -> ear(ears.incrementAndGet()), this::knock, gone::incrementAndGet)) {
      // Its first look has been: what comes now is to be heard.
      seen("0", Duration.ofSeconds(5));
      Files.createFile(folder.resolve("1"));
      seen("1", Duration.ofSeconds(5));
      await().atMost(Duration.ofSeconds(5)).until(() -> ears.get() == 2);
      Files.createFile(folder.resolve("2"));
      seen("2", Duration.ofSeconds(5));
    }
    assertEquals(2, ears.get());
  }

  /** The first is deaf, as when the thread of the JDK is dead. */
  private WatchService ear(int count) throws IOException {
    WatchService watch = folder.getFileSystem().newWatchService();
    if (count > 1) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    }
    return watch;
  }

  @Test
  void aFolderThatGoesAwayIsTold() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    try (KnockWatch watch = KnockWatch.start(inner, this::knock, gone::incrementAndGet)) {
      Files.delete(inner);
      await().atMost(Duration.ofSeconds(5)).until(() -> gone.get() == 1);
    }
  }

  @Test
  void aFolderThatIsMadeAgainIsWatchedAlsoWhenNobodySawThatItWasAnother() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Runnable again =
        () -> {
          gone.incrementAndGet();
          if (!inner.toFile().exists()) {
            assertTrue(inner.toFile().mkdir());
          }
        };
    try (KnockWatch watch = KnockWatch.start(inner, this::knock, again)) {
      Files.delete(inner);
      await().atMost(Duration.ofSeconds(5)).until(() -> Files.isDirectory(inner));
      Files.createFile(inner.resolve("1"));
      seen("1", Duration.ofSeconds(5));
      Files.move(inner, folder.resolve("moved"));
      Files.createDirectory(inner);
      Files.createFile(inner.resolve("2"));
      seen("2", Duration.ofSeconds(5));
      Files.createFile(inner.resolve("3"));
      seen("3", Duration.ofSeconds(5));
    }
    assertTrue(gone.get() >= 2);
  }
}
