package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A store that speaks S3 and runs beside the tests, where the system property {@code
 * sessionlog.s3.endpoint} says so; {@code scripts/test-archive} starts one.
 */
public final class S3Place {
  static final String BUCKET = "sessionlog-test";
  static final String LOCKED = "sessionlog-locked";
  static final String CREDENTIALS =
      "[default]\naws_access_key_id = AK1\naws_secret_access_key = SK1\n";

  private S3Place() {}

  /** Returns its address; empty when none runs. */
  public static Optional<String> endpoint() {
    return Optional.ofNullable(System.getProperty("sessionlog.s3.endpoint"));
  }

  static ArchiveAccess access(String credentials, Optional<Duration> retention) {
    return new ArchiveAccess(
        endpoint(),
        Optional.empty(),
        true,
        Optional.of(credentials),
        Optional.empty(),
        retention,
        Optional.empty());
  }

  /** Opens an archive that is empty. */
  public static ArchiveStore open() throws IOException {
    makeBucket(BUCKET, false);
    return S3Store.open(
        new ArchiveUrl.S3(BUCKET, "t/" + UUID.randomUUID() + "/"),
        access(CREDENTIALS, Optional.empty()));
  }

  static void makeBucket(String name, boolean locked) throws IOException {
    try (S3Client client =
        S3Access.client(access(CREDENTIALS, Optional.empty()), S3Access.Patience.USUAL)) {
      client.createBucket(
          bucket -> {
            bucket.bucket(name);
            if (locked) {
              bucket.objectLockEnabledForBucket(true);
            }
          });
    } catch (S3Exception e) {
      if (e.statusCode() != 409) {
        throw e;
      }
    }
  }
}
