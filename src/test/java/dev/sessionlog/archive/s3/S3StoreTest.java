package dev.sessionlog.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.archive.ArchiveTrial;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an archive in a store that speaks S3 must be; on a real one. */
@EnabledIfSystemProperty(named = "sessionlog.s3.endpoint", matches = ".+")
class S3StoreTest {
  private ArchiveStore store;

  @BeforeEach
  void open() throws IOException {
    store = S3Place.open();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private Outcome put(String name, String text) throws IOException {
    byte[] content = text.getBytes(UTF_8);
    return store.putIfAbsent(name, content, Sha256.of(content));
  }

  private String read(String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsThereIsNeverOverwritten() throws IOException {
    assertEquals(Outcome.STORED, put("a/b/CORP%5Calice~+@.gz", "one"));
    assertEquals(Outcome.ALREADY_THERE, put("a/b/CORP%5Calice~+@.gz", "one"));
    assertEquals(Outcome.CONFLICT, put("a/b/CORP%5Calice~+@.gz", "two"));
    assertEquals(Outcome.CONFLICT, put("a/b/CORP%5Calice~+@.gz", "longer"));
    assertEquals("one", read("a/b/CORP%5Calice~+@.gz"));
  }

  @Test
  void ofManyWritersOneIsFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        String name = "x/" + round;
        List<Callable<Outcome>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String text = "writer " + i;
          writers.add(() -> put(name, text));
        }
        int stored = 0;
        for (Future<Outcome> outcome : threads.invokeAll(writers)) {
          stored += outcome.get() == Outcome.STORED ? 1 : 0;
        }
        assertEquals(1, stored);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void partsAndNamesAreRead() throws IOException {
    List<String> names = List.of("a-b/1", "a.b", "a/1", "a/2/x", "a/20", "b/1", "ba");
    for (String name : names) {
      put(name, "0123456789");
    }
    try (InputStream in = store.read("a/1", 3, 4)) {
      assertEquals("3456", new String(in.readAllBytes(), UTF_8));
    }
    try (InputStream in = store.read("a/1", 100, 4)) {
      assertEquals(0, in.readAllBytes().length);
    }
    List<String> listed = new ArrayList<>();
    String after = "";
    for (boolean more = true; more; ) {
      ArchiveStore.Page page = store.list("", after, 2);
      page.entries().forEach(entry -> listed.add(entry.name()));
      more = page.more();
      after = listed.get(listed.size() - 1);
    }
    assertEquals(names, listed);
    assertEquals(2, store.list("b", "", 10).entries().size());
    assertEquals(List.of("a", "a-b", "b"), store.folders(""));
    assertEquals(List.of("2"), store.folders("a/"));
    assertEquals(10, store.describe("a/1").orElseThrow().size());
    assertTrue(store.describe("a/3").isEmpty());
    assertEquals(Kind.ABSENT, assertThrows(ArchiveException.class, () -> store.read("a/3")).kind());
  }

  @Test
  void aTrialPasses() throws IOException {
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("not overwritten"));
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("not overwritten"));
  }

  private static ArchiveException refusal(String bucket, ArchiveAccess access) throws IOException {
    try (ArchiveStore other = S3Store.open(new ArchiveUrl.S3(bucket, ""), access)) {
      byte[] content = {1};
      return assertThrows(
          ArchiveException.class, () -> other.putIfAbsent("x", content, Sha256.of(content)));
    }
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    ArchiveException none =
        refusal("no-" + UUID.randomUUID(), S3Place.access(S3Place.CREDENTIALS, Optional.empty()));
    assertEquals(Kind.NO_ARCHIVE, none.kind(), none.getMessage());
    for (String credentials :
        List.of(
            S3Place.CREDENTIALS.replace("SK1", "wrong"),
            S3Place.CREDENTIALS.replace("AK1", "nobody"))) {
      ArchiveException wrong =
          refusal(S3Place.BUCKET, S3Place.access(credentials, Optional.empty()));
      assertEquals(Kind.DENIED, wrong.kind(), wrong.getMessage());
      assertEquals(1, wrong.getMessage().lines().count());
    }
    ArchiveException away =
        refusal(
            S3Place.BUCKET,
            new ArchiveAccess(
                Optional.of("http://127.0.0.1:1"),
                Optional.empty(),
                true,
                Optional.of(S3Place.CREDENTIALS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertEquals(Kind.AWAY, away.kind());
    assertTrue(away.getMessage().contains("refused"), away.getMessage());
    ArchiveException unfit =
        refusal(
            S3Place.BUCKET, S3Place.access(S3Place.CREDENTIALS, Optional.of(Duration.ofDays(1))));
    assertTrue(List.of(Kind.UNFIT, Kind.AWAY).contains(unfit.kind()), unfit.getMessage());
    assertThrows(
        ArchiveException.class,
        () -> S3Store.open(new ArchiveUrl.S3("b", ""), S3Place.access("[x]", Optional.empty())));
  }

  /** Whoever has the host's credentials can put over it, and cannot take it away. */
  @Test
  void whatIsLockedStays() throws IOException {
    S3Place.makeBucket(S3Place.LOCKED, true);
    String prefix = "t/" + UUID.randomUUID() + "/";
    ArchiveAccess access = S3Place.access(S3Place.CREDENTIALS, Optional.of(Duration.ofDays(1)));
    byte[] content = "one".getBytes(UTF_8);
    try (ArchiveStore locked = S3Store.open(new ArchiveUrl.S3(S3Place.LOCKED, prefix), access);
        S3Client client = S3Access.client(access, S3Access.Patience.USUAL)) {
      assertEquals(Outcome.STORED, locked.putIfAbsent("x", content, Sha256.of(content)));
      String key = prefix + "x";
      String version = client.headObject(head -> head.bucket(S3Place.LOCKED).key(key)).versionId();
      assertEquals(
          ObjectLockRetentionMode.COMPLIANCE,
          client.getObjectRetention(get -> get.bucket(S3Place.LOCKED).key(key)).retention().mode());
      S3Exception refused =
          assertThrows(
              S3Exception.class,
              () ->
                  client.deleteObject(
                      delete -> delete.bucket(S3Place.LOCKED).key(key).versionId(version)));
      assertEquals(403, refused.statusCode());
    }
  }
}
