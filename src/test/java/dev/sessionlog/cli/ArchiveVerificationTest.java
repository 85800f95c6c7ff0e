package dev.sessionlog.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveStanding;
import dev.sessionlog.archive.ArchiveStores;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.Archiver;
import dev.sessionlog.archive.ArchiverState;
import dev.sessionlog.evidence.SealedStore;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify --archive} of what a host sealed and brought, as it is typed. */
@Tag("machine")
class ArchiveVerificationTest {
  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));
  private Path archive = Path.of(".");
  private Path logDir = Path.of(".");
  private SealedStore store;

  @BeforeEach
  void begin() throws IOException {
    world = new CliWorld(dir);
    archive = Files.createDirectory(dir.resolve("archive"));
    logDir = dir.resolve("log");
    store = new SealedStore(logDir, "web1");
    store.named("web1/ffffffffffffffff");
  }

  private SessionId sealed(String user, String suffix) throws IOException {
    SessionId id = store.begin(user, suffix);
    store.output(user, id, "hello");
    store.end(user, id);
    store.seal();
    return id;
  }

  /** Brings all that there is. */
  private void bring() throws Exception {
    Instant from = Instant.now();
    Archiver archiver =
        new Archiver(
            new Archiver.Terms(
                logDir, new ArchiveUrl.Folder(archive), Duration.ofMillis(20), "%text", "settings"),
            (url, writer) -> ArchiveStores.open(url, ArchiveAccess.USUAL, writer),
            InstantSource.system(),
            new Random(3),
            new Archiver.Listener() {
              @Override
              public void trouble(String what) {}

              @Override
              public void severe(String what) {
                throw new AssertionError(what);
              }
            });
    Thread thread = new Thread(archiver::run);
    thread.start();
    await()
        .until(
            () ->
                ArchiveStanding.of(logDir)
                    .state()
                    .flatMap(ArchiverState::current)
                    .filter(from::isBefore)
                    .isPresent());
    archiver.stop();
    thread.join(10_000);
  }

  private CliRun verify(String... more) {
    return world.sessionlog(
        Stream.concat(
                Stream.of("verify", "--archive-url", "file://" + archive, "--all"), Stream.of(more))
            .toArray(String[]::new));
  }

  private void beginLedgerAnew(String name) throws IOException {
    store.named("web1/" + name.repeat(16));
    try (Stream<Path> files = Files.list(logDir.resolve("ledger"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    store.wait(3600);
  }

  private List<Path> objects(String part) throws IOException {
    try (Stream<Path> all = Files.walk(archive)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(part))
          .sorted()
          .toList();
    }
  }

  /**
   * What was sealed once counts, whatever was sealed later: a ledger begun anew forgets nothing.
   */
  @Test
  void eachOfSeveralLedgersSpeaksForItsSessions() throws Exception {
    SessionId first = sealed("alice", "aaaa");
    SessionId second = sealed("alice", "bbbb");
    bring();
    for (String name : List.of("0", "8", "1")) { // in no order of time
      beginLedgerAnew(name);
      sealed("bob", "ccc" + name);
      bring();
    }
    CliRun run = verify().exitsWith(0).printsPart("1 host, 5 sessions: 5 sealed\n");
    assertEquals(
        4, run.out().lines().filter(l -> l.contains(", one of several ledgers, begun at")).count());
    List<String> order = run.out().lines().filter(l -> l.contains("one of several")).toList();
    assertEquals(order.stream().sorted().toList(), order, "by time");

    for (Path part : objects(first + "/typescript")) {
      byte[] other = Files.readAllBytes(objects(second + "/timing").get(0));
      Files.delete(part);
      Files.write(part, other);
    }
    verify().exitsWith(4).printsPart("/" + first + " alice changed: ");
    for (Path object : objects(first.toString())) {
      Files.delete(object);
    }
    verify()
        .exitsWith(4)
        .printsPart("/" + first + " alice missing: ")
        .printsPart("1 host, 5 sessions: 4 sealed, 1 missing");
    verify("--json").exitsWith(4).printsPart("\"begun\":\"2026-11-26T0");
  }

  @Test
  void messagesNameTheArchiveAndNotACopyThatIsGone() throws Exception {
    sealed("alice", "aaaa");
    bring();
    for (Path part : objects("/000000.jsonl.")) {
      Files.delete(part);
    }
    CliRun run = verify().exitsWith(4);
    assertTrue(
        run.out().contains("LEDGER there is no ledger in file://" + archive), run.toString());
    assertFalse(run.toString().contains(".cache"), run.toString());
  }
}
