package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.s3.FaultyGateway;
import dev.sessionlog.archive.s3.Mood;
import dev.sessionlog.archive.s3.S3Place;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.ArchivedSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with its add-on, and a store in S3 behind a gateway that is not well. */
final class ArchiveS3IT {
  @RegisterExtension private static final S3Place PLACE = new S3Place();
  private final ArchiveUrl.S3 url = S3Place.fresh();
  @TempDir private Path root;

  @Test
  void whatAUserRecordsIsBroughtToABucketAndALieIsFound() throws Exception {
    try (FaultyGateway gateway = FaultyGateway.before(PLACE.endpoint());
        Installation user = Installation.in(root, ProgramWithS3.in(root))) {
      user.writeProfiles();
      List<String> settings =
          new ArrayList<>(List.of("[archive]", "url = '" + url + "'", "interval = '1s'"));
      settings.addAll(S3Place.settings(gateway.endpoint(), root));
      settings.addAll(List.of("[seal]", "interval = '1s'", "[transcript]", "quiet = '200ms'"));
      user.configure(settings.toArray(String[]::new));
      Outcome check = user.sessionlog("config", "--check").exits(0);
      assertTrue(check.out().contains("not overwritten"), check.out());
      String first = recorded(user, "first");
      assertTrue(user.sessionlog("show", "--archive", first).exits(0).out().contains("first-2"));
      awaitVerdict(user, first + " " + user.user() + " sealed");

      gateway.is(Mood.LOSES_TYPESCRIPTS);
      String second = recorded(user, "second");
      gateway.is(Mood.WELL);
      awaitVerdict(user, second + " " + user.user() + " changed: ");
      Outcome verify = user.sessionlog("verify", "--archive");
      assertTrue(verify.exitsWith(4), verify.out());
      assertTrue(verify.out().contains("typescript.000000000000.gz"), verify.out());

      nothingWaitsForAStoreThatIsStuck(gateway, user);
    }
  }

  /** Records a session, and returns its id once the archive has it whole. */
  private static String recorded(Installation user, String word) throws Exception {
    type(user, word);
    // On a busy machine a login may have given up, which leaves a session of its own.
    Path recording =
        awaitValue(
            "the recording of " + word,
            () -> {
              for (Path each : user.recordings()) {
                Path typescript = each.resolve("typescript");
                if (Files.exists(typescript)
                    && Files.readString(typescript).contains(word + "-2")) {
                  return Optional.of(each);
                }
              }
              return Optional.<Path>empty();
            });
    SessionId id = SessionId.parse(recording.getFileName().toString()).orElseThrow();
    await()
        .atMost(Installation.PATIENCE)
        .untilAsserted(
            () ->
                assertTrue(
                    new ArchivedSessions(user.logDir()).contains(id),
                    user.sessionlog("archive").out()));
    return id.toString();
  }

  private static void type(Installation user, String word) throws Exception {
    Terminal terminal = user.login("/bin/bash").await("READY> ");
    terminal.enter("echo " + word + "-$((1+1))").await(word + "-2");
    terminal.enter("exit");
    terminal.awaitExit();
  }

  private void awaitVerdict(Installation user, String words) {
    awaitSaid(user, words, "verify", "--archive", "--all");
  }

  private List<ArchiveStore.Entry> names() throws IOException {
    try (ArchiveStore store = PLACE.open(url)) {
      return store.list("", "", 1000).entries();
    }
  }

  private void awaitSaid(Installation user, String words, String... command) {
    await()
        .atMost(Installation.PATIENCE)
        .untilAsserted(
            () -> {
              Outcome said = user.sessionlog(command);
              assertTrue(said.out().contains(words), said.out() + said.err() + names());
            });
  }

  /** The archiver hangs in a request, and is given up by whoever ends. */
  private void nothingWaitsForAStoreThatIsStuck(FaultyGateway gateway, Installation user)
      throws Exception {
    gateway.is(Mood.IS_STUCK);
    type(user, "third");
    ProcessHandle collector = ProcessHandle.of(user.collector().orElseThrow()).orElseThrow();
    List<ProcessHandle> children = collector.descendants().toList();
    long began = System.nanoTime();
    collector.destroy();
    awaitValue(
        "the end of the collector and of its archiver",
        () ->
            collector.isAlive() || children.stream().anyMatch(ProcessHandle::isAlive)
                ? Optional.<Boolean>empty()
                : Optional.of(true));
    long seconds = (System.nanoTime() - began) / 1_000_000_000L;
    assertTrue(seconds < 10, seconds + " s");
  }
}
