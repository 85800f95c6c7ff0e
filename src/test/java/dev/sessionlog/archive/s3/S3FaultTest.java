package dev.sessionlog.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.s3.FaultyGateway.Mood;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that is not well is told of in time, and what was put is there once afterwards. */
@EnabledIfSystemProperty(named = "sessionlog.s3.endpoint", matches = ".+")
class S3FaultTest {
  private static final S3Access.Patience SHORT =
      new S3Access.Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));

  @ParameterizedTest
  @EnumSource(value = Mood.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
  void whatItDoesIsTroubleAndNothingIsLostOrDoubled(Mood mood) throws IOException {
    S3Place.makeBucket(S3Place.BUCKET, false);
    try (FaultyGateway gateway = FaultyGateway.before(S3Place.endpoint().orElseThrow());
        ArchiveStore store =
            S3Store.open(
                new ArchiveUrl.S3(S3Place.BUCKET, "t/" + UUID.randomUUID() + "/"),
                new ArchiveAccess(
                    Optional.of(gateway.endpoint()),
                    Optional.empty(),
                    true,
                    Optional.of(S3Place.CREDENTIALS),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                SHORT)) {
      byte[] content = "0123456789".repeat(10_000).getBytes(UTF_8);
      gateway.is(mood);
      long began = System.nanoTime();
      ArchiveException trouble =
          assertThrows(
              ArchiveException.class, () -> store.putIfAbsent("x/y", content, Sha256.of(content)));
      assertTrue(trouble.kind() == Kind.AWAY, trouble.kind() + " " + trouble.getMessage());
      assertTrue(System.nanoTime() - began < 20_000_000_000L, "in time");
      gateway.is(Mood.WELL);
      Outcome outcome = store.putIfAbsent("x/y", content, Sha256.of(content));
      assertEquals(
          mood == Mood.CUT_ANSWER ? Outcome.ALREADY_THERE : Outcome.STORED, outcome, mood.name());
      assertEquals(1, store.list("", "", 10).entries().size());
      try (InputStream in = store.read("x/y")) {
        assertArrayEquals(content, in.readAllBytes());
      }
    }
  }
}
