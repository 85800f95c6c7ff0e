package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.s3.FaultyGateway;
import dev.sessionlog.archive.s3.Mood;
import dev.sessionlog.archive.s3.S3Place;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.ArchivedSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An archiver whose store in S3 has one trouble after the other. */
@Tag("machine")
class ArchiverFaultTest {
  @RegisterExtension private static final S3Place PLACE = new S3Place();
  @TempDir private Path temporary;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private ArchiverState state(LogDirScene scene) throws IOException {
    return ArchiverState.read(scene.logDir()).orElseThrow();
  }

  private Recording ended(LogDirScene scene, int number) throws IOException {
    Recording recording = scene.begin("20261124T11471" + number + "-aaaa", "alice");
    scene.say(recording, ("session " + number).getBytes(UTF_8));
    scene.end(recording);
    return recording;
  }

  private static void awaitWhole(LogDirScene scene, Recording recording) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> new ArchivedSessions(scene.logDir()).contains(recording.id()));
  }

  /** Each is told in a line, with the time since when; then all is brought, soon. */
  @Test
  void eachTroubleIsToldAndThenAllIsBrought() throws Exception {
    LogDirScene scene = LogDirScene.in(temporary);
    ArchiveUrl.S3 url = S3Place.fresh();
    try (FaultyGateway gateway = FaultyGateway.before(PLACE.endpoint());
        ArchiveStore store = PLACE.open(url)) {
      Archiver archiver = archiver(scene, url, gateway);
      Thread thread = new Thread(archiver::run);
      thread.start();
      List<Recording> recordings = new ArrayList<>(List.of(ended(scene, 0)));
      awaitWhole(scene, recordings.get(0));
      for (Mood mood :
          List.of(Mood.IS_FULL, Mood.HAS_ANOTHER_TIME, Mood.KNOWS_NOBODY, Mood.CUTS_ANSWERS)) {
        gateway.is(mood);
        Recording next = ended(scene, recordings.size());
        recordings.add(next);
        // On a slow machine an answer may also come too late, which is told as well.
        ArchiverState troubled =
            await(mood.name())
                .atMost(Duration.ofSeconds(30))
                .until(
                    () -> state(scene),
                    now -> !now.trouble().isEmpty() && now.trouble().contains(mood.words()));
        assertEquals(1, troubled.trouble().lines().count());
        assertTrue(troubled.since().isPresent());
        await("word").until(() -> told.contains("archive: " + troubled.trouble()));
        gateway.is(Mood.WELL);
        awaitWhole(scene, next);
        await().until(() -> state(scene).trouble().isEmpty());
      }
      gateway.is(Mood.IS_STUCK);
      archiver.stop();
      thread.join(20_000);
      assertFalse(thread.isAlive());
      // Three for each, and one more where it was seen before its end.
      long objects = objects(scene, store);
      int least = 3 * recordings.size();
      assertTrue(objects >= least && objects <= least + recordings.size(), objects + " objects");
      for (Recording recording : recordings) {
        assertEquals("session " + recordings.indexOf(recording), archived(scene, store, recording));
      }
    }
  }

  private Archiver archiver(LogDirScene scene, ArchiveUrl.S3 url, FaultyGateway gateway)
      throws IOException {
    return new Archiver(
        new Archiver.Terms(scene.logDir(), url, Duration.ofMillis(20), "%session:%line %text", ""),
        (where, writer) -> S3Place.openImpatiently(url, gateway),
        InstantSource.system(),
        new Random(5),
        new Archiver.Listener() {
          @Override
          public void trouble(String what) {
            told.add(what);
          }

          @Override
          public void severe(String what) {
            told.add(what);
          }
        });
  }

  private static long objects(LogDirScene scene, ArchiveStore store) throws IOException {
    return scene.names(store, "").stream()
        .filter(name -> name.startsWith("recordings/") || name.startsWith("sessions/"))
        .count();
  }

  private static String archived(LogDirScene scene, ArchiveStore store, Recording recording)
      throws IOException {
    String host = scene.names(store, "recordings/").get(0).replaceFirst(".*host=([^/]*)/.*", "$1");
    String prefix =
        new ArchiveNames.SessionName(new HostKey(host), recording.id(), recording.user())
            .recording();
    return new String(scene.archived(store, prefix + "typescript."), UTF_8);
  }
}
