package dev.sessionlog.archive.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that is not well is told of in time, and what was put is there once afterwards. */
@Tag("machine")
class S3FaultTest {
  @RegisterExtension private static final S3Place PLACE = new S3Place();

  private FaultyGateway gateway;
  private ArchiveStore impatient;
  private ArchiveStore store;

  /** More than what is on its way when nobody reads. */
  private final byte[] content = new byte[7 << 20];

  @BeforeEach
  void open() throws IOException {
    new Random(11).nextBytes(content);
    gateway = FaultyGateway.before(PLACE.endpoint());
    ArchiveUrl.S3 url = S3Place.fresh();
    ArchiveAccess access =
        S3Place.access(gateway.endpoint(), S3Place.CREDENTIALS, Optional.empty());
    impatient = S3Place.openImpatiently(url, gateway);
    store = S3Store.open(url, access);
  }

  @AfterEach
  void close() throws IOException {
    impatient.close();
    store.close();
    gateway.close();
  }

  private Outcome put(ArchiveStore store) throws IOException {
    return store.putIfAbsent("x/y", content, Sha256.of(content));
  }

  private byte[] read(ArchiveStore store) throws IOException {
    try (InputStream in = store.read("x/y")) {
      return in.readAllBytes();
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void assertTold(Mood mood, Call call) {
    long began = System.nanoTime();
    ArchiveException trouble = assertThrows(ArchiveException.class, call::run);
    assertEquals(mood.kind(), trouble.kind(), trouble.getMessage());
    assertTrue(trouble.getMessage().contains(mood.words()), trouble.getMessage());
    assertTrue(trouble.getMessage().matches("s3://[^\n]+: [^\n]+"), trouble.getMessage());
    assertFalse(trouble.getMessage().contains("null"), trouble.getMessage());
    assertTrue(System.nanoTime() - began < 20_000_000_000L, "in time");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"WELL", "LIES_WELL", "LOSES_.*", ".*_OBJECTS"},
      mode = EnumSource.Mode.MATCH_NONE)
  void whatItDoesIsTroubleAndNothingIsLostOrDoubled(Mood mood) throws IOException {
    gateway.is(mood);
    assertTold(mood, () -> put(impatient));
    gateway.is(Mood.WELL);
    Outcome outcome = put(store);
    boolean arrived = outcome == Outcome.ALREADY_THERE;
    assertTrue(arrived || outcome == Outcome.STORED, outcome.name());
    assertTrue(arrived == (mood == Mood.CUTS_ANSWERS) || mood == Mood.IS_SLOW, outcome.name());
    assertEquals(1, store.list("", "", 10).entries().size());
    assertArrayEquals(content, read(store));
  }

  @ParameterizedTest
  @EnumSource(names = {"CUTS_OBJECTS", "IS_SLOW", "IS_SILENT", "FAILS", "KNOWS_NOBODY"})
  void whatCannotBeReadIsTrouble(Mood mood) throws IOException {
    assertEquals(Outcome.STORED, put(store));
    gateway.is(mood);
    assertTold(mood, () -> read(impatient));
    gateway.is(Mood.WELL);
    assertArrayEquals(content, read(store));
  }

  /** What was lost by a lie that is told well is missed by those who read, and by verify. */
  @Test
  void whoLiesWellIsBelieved() throws IOException {
    gateway.is(Mood.LIES_WELL);
    assertEquals(Outcome.STORED, put(store));
    gateway.is(Mood.WELL);
    assertEquals(Kind.ABSENT, assertThrows(ArchiveException.class, () -> read(store)).kind());
    assertEquals(Outcome.STORED, put(store));
  }

  /** Of a name that is taken some stores read no body; here none of the answer comes, either. */
  @Test
  void aNameThatIsTakenIsKnownWithoutAnAnswer() throws IOException {
    assertEquals(Outcome.STORED, put(store));
    byte[] other = content.clone();
    other[0] ^= 1;
    assertEquals(Outcome.ALREADY_THERE, put(store));
    assertEquals(Outcome.CONFLICT, store.putIfAbsent("x/y", other, Sha256.of(other)));
    assertArrayEquals(content, read(store));
  }
}
