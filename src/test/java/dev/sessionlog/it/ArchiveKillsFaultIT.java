package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStores;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.s3.S3Place;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.ArchivedSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The collector and its archiver are killed again and again while they bring live sessions to an
 * archive: only where {@code -Dsessionlog.archive.kills} says how often, as {@code
 * scripts/test-archive --kills} does.
 */
final class ArchiveKillsFaultIT {
  private static final int[] LOADS = {100, 10, 1};
  private static final int MOST_MILLIS = 1200;

  @RegisterExtension private static final S3Place PLACE = new S3Place();
  @TempDir private Path root;
  private final Random random = new Random(System.nanoTime());
  private final List<WatchedTerminal> terminals = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private int hits;

  /** To compare with, {@code none} is a collector without an archive. */
  static Stream<String> places() {
    return Integer.getInteger("sessionlog.archive.kills", 0) == 0
        ? Stream.of()
        : Stream.of(System.getProperty("sessionlog.archive.kills.on", "none folder s3").split(" "));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("places")
  void everyObjectIsThereOnceAndEveryByteRight(String place) throws Exception {
    int kills = Integer.getInteger("sessionlog.archive.kills", 0);
    ArchiveUrl url =
        place.equals("s3")
            ? S3Place.fresh()
            : new ArchiveUrl.Folder(Files.createDirectory(root.resolve("archive")));
    try (FaultScene scene = FaultScene.in(root, ProgramWithS3.in(root))) {
      scene.installation().configure(configuration(place, url));
      Daemon daemon = scene.startDaemon();
      Path over = root.resolve("over");
      for (int load : LOADS) {
        WatchedTerminal terminal = scene.login();
        terminals.add(terminal);
        terminal.enter(RecordingCheck.counterUntil(over, load, "0.2") + "; exit");
        terminal.await("\\d{10} counter").watch();
      }
      for (int done = 0; done < kills; done++) {
        if (done % 5 == 1) {
          daemon.awaitReady();
          scene.login().enter("seq 2000; exit").awaitExit(FaultScene.LONG);
        }
        kill(scene, daemon, done, !place.equals("none"));
        daemon.restart();
      }
      daemon.awaitReady();
      waits.add(longestWait());
      Files.createFile(over);
      for (WatchedTerminal terminal : terminals) {
        terminal.awaitExit(FaultScene.LONG);
      }
      scene.awaitAllDone();
      report(place, kills, place.equals("none") ? "" : compare(scene, url));
    }
  }

  private String[] configuration(String place, ArchiveUrl url) throws IOException {
    return place.equals("none")
        ? new String[] {}
        : Stream.concat(
                Stream.of("[archive]", "url = '" + url + "'", "interval = '1s'"),
                place.equals("s3") ? PLACE.settings(root).stream() : Stream.of())
            .toArray(String[]::new);
  }

  /**
   * Kills both, or the collector, or the archiver alone, most often after an archiver began its
   * work, at an instant that is no condition's: whatever goes on then is to be hit.
   */
  private void kill(FaultScene scene, Daemon daemon, int number, boolean archives)
      throws Exception {
    daemon.awaitReady();
    if (archives && number % 4 != 3) {
      Installation.awaitValue("an archiver", () -> archiver(scene));
    }
    Thread.sleep(random.nextInt(MOST_MILLIS));
    Optional<ProcessHandle> archiver = archives ? archiver(scene) : Optional.empty();
    hits += archiver.isPresent() ? 1 : 0;
    if (number % 3 != 2) {
      archiver.ifPresent(ProcessHandle::destroyForcibly);
    }
    daemon.kill();
    waits.add(longestWait());
  }

  private Duration longestWait() {
    return terminals.stream()
        .map(WatchedTerminal::takeLongestPause)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Optional<ProcessHandle> archiver(FaultScene scene) throws IOException {
    return scene.installation().collector().flatMap(ProcessHandle::of).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(ArchiveKillsFaultIT::isArchiver)
        .findFirst();
  }

  private static boolean isArchiver(ProcessHandle process) {
    try {
      Path words = Path.of("/proc/" + process.pid() + "/cmdline");
      return Files.readString(words, StandardCharsets.ISO_8859_1).contains("\0--archiver\0");
    } catch (IOException gone) {
      return false;
    }
  }

  private static String compare(FaultScene scene, ArchiveUrl url) throws Exception {
    List<Path> recordings = scene.installation().recordings();
    for (Path recording : recordings) {
      SessionId id = SessionId.parse(recording.getFileName().toString()).orElseThrow();
      try {
        Awaitility.await().atMost(FaultScene.LONG).until(() -> isBrought(scene, id));
      } catch (ConditionTimeoutException late) {
        throw new AssertionError(id + " is not in the archive: " + standing(scene), late);
      }
    }
    ArchiveCheck.assertNothingLeft(scene.logDir());
    if (url instanceof ArchiveUrl.Folder folder) {
      scene.daemon().kill();
      try (Stream<Path> left = Files.list(folder.path().resolve(".incoming"))) {
        assertEquals(List.of(), left.toList());
      }
      try (ArchiveStore store = ArchiveStores.open(url, ArchiveAccess.USUAL)) {
        return ArchiveCheck.everything(store, recordings);
      }
    }
    try (ArchiveStore store = PLACE.open((ArchiveUrl.S3) url)) {
      return ArchiveCheck.everything(store, recordings);
    }
  }

  /** A collector that has nothing more to record ends, whatever waits for the archive. */
  private static boolean isBrought(FaultScene scene, SessionId id) throws IOException {
    if (!scene.daemon().isAlive()) {
      scene.daemon().restart();
    }
    return new ArchivedSessions(scene.logDir()).contains(id);
  }

  private static String standing(FaultScene scene) {
    try {
      return scene.installation().sessionlog("archive").out() + scene.daemon().log();
    } catch (IOException | InterruptedException e) {
      return e.toString();
    }
  }

  private void report(String place, int kills, String compared) throws IOException {
    List<Duration> sorted = waits.stream().sorted().toList();
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d kills, %d while an archiver was at work; longest wait for a terminal's next"
                + " line %.2f s, median %.2f s; %s%n",
            place,
            kills,
            hits,
            sorted.get(sorted.size() - 1).toMillis() / 1e3,
            sorted.get(sorted.size() / 2).toMillis() / 1e3,
            compared);
    Path folder = Files.createDirectories(Path.of("target", "faults"));
    Files.writeString(folder.resolve("archive-kills-" + place), line);
  }
}
