package dev.sessionlog.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.archive.s3.FaultyGateway.Mood;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that is not well is told of in time, and what was put is there once afterwards. */
@Tag("machine")
class S3FaultTest {
  @RegisterExtension private static final S3Place PLACE = new S3Place();

  private static final S3Access.Patience SHORT =
      new S3Access.Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));

  @ParameterizedTest
  @EnumSource(value = Mood.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
  void whatItDoesIsTroubleAndNothingIsLostOrDoubled(Mood mood) throws IOException {
    try (FaultyGateway gateway = FaultyGateway.before(PLACE.endpoint());
        ArchiveStore store =
            S3Store.open(
                S3Place.fresh(),
                S3Place.access(gateway.endpoint(), S3Place.CREDENTIALS, Optional.empty()),
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
