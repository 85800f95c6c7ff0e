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
import dev.sessionlog.archive.ArchiveStoreContract;
import dev.sessionlog.archive.ArchiveTrial;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an archive in a store that speaks S3 must be; on a real one. */
@Tag("machine")
class S3StoreTest extends ArchiveStoreContract {
  @RegisterExtension private static final S3Place PLACE = new S3Place();
  private ArchiveUrl.S3 url;

  @Override
  protected void makePlace() {
    url = S3Place.fresh();
  }

  @Override
  protected ArchiveStore open(String writer) throws IOException {
    return PLACE.open(url);
  }

  private static ArchiveException refusal(String bucket, ArchiveAccess access) throws IOException {
    try (ArchiveStore other = S3Store.open(new ArchiveUrl.S3(bucket, ""), access)) {
      byte[] content = {1};
      return assertThrows(
          ArchiveException.class, () -> other.putIfAbsent("x", content, Sha256.of(content)));
    }
  }

  /** There are buckets without object lock, and stores that never heard of it. */
  @Test
  void aBucketWithoutObjectLockIsUnfitForALock() throws IOException {
    ArchiveAccess locking = PLACE.access(S3Place.CREDENTIALS, Optional.of(Duration.ofDays(1)));
    ArchiveException unfit = refusal(S3Place.BUCKET, locking);
    assertTrue(unfit.getMessage().contains("archive.lock"), unfit.getMessage());
    assertEquals(Kind.UNFIT, unfit.kind(), unfit.getMessage());
    try (ArchiveStore unlocked = S3Store.open(url, locking)) {
      ArchiveException lack =
          assertThrows(ArchiveException.class, () -> ArchiveTrial.of(unlocked, new Random(1)));
      assertEquals(Kind.UNFIT, lack.kind());
      assertTrue(lack.getMessage().contains("no object lock"), lack.getMessage());
    }
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    ArchiveException none =
        refusal("no-" + UUID.randomUUID(), PLACE.access(S3Place.CREDENTIALS, Optional.empty()));
    assertEquals(Kind.NO_ARCHIVE, none.kind(), none.getMessage());
    for (String credentials :
        List.of(
            S3Place.CREDENTIALS.replace("SK1", "wrong"),
            S3Place.CREDENTIALS.replace("AK1", "nobody"))) {
      ArchiveException wrong = refusal(S3Place.BUCKET, PLACE.access(credentials, Optional.empty()));
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
    assertThrows(
        ArchiveException.class,
        () -> S3Store.open(new ArchiveUrl.S3("b", ""), PLACE.access("[x]", Optional.empty())));
  }

  /** Whoever has the host's credentials can put over it, and cannot take it away. */
  @Test
  void whatIsLockedStays() throws IOException {
    if (!PLACE.makeBucket(S3Place.LOCKED, true)) {
      return; // what such a store says instead, the test above tells
    }
    String prefix = "t/" + UUID.randomUUID() + "/";
    ArchiveAccess access = PLACE.access(S3Place.CREDENTIALS, Optional.of(Duration.ofDays(1)));
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
