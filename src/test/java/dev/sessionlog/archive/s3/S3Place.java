package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The store that speaks S3 on which tests run: the one that the system property {@code
 * sessionlog.s3.endpoint} names, as {@code scripts/test-archive} does with Ceph, and otherwise an
 * {@link S3Server}, which is started once for all tests of a JVM.
 */
public final class S3Place implements BeforeAllCallback {
  private static final String NAME = "sessionlog.s3.endpoint";
  static final String BUCKET = "sessionlog-test";
  static final String LOCKED = "sessionlog-locked";

  /** A file as AWS's tools write it. */
  public static final String CREDENTIALS =
      "[default]\naws_access_key_id = AK1\naws_secret_access_key = SK1\n";

  private static final S3Access.Patience SHORT =
      new S3Access.Patience(
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2500));
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(S3Place.class);

  private volatile @Nullable String endpoint;

  /** Ends with the tests. */
  private record Running(String endpoint, Optional<S3Server> server) implements AutoCloseable {
    static Running start() {
      try {
        String named = System.getProperty(NAME);
        if (named != null) {
          return new Running(named, Optional.empty());
        }
        S3Server server = S3Server.inMemory();
        return new Running(server.endpoint(), Optional.of(server));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (server.isPresent()) {
        server.get().close();
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    endpoint =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Running.class, any -> Running.start(), Running.class)
            .endpoint();
    makeBucket(BUCKET, false);
  }

  /** Tells whether it is one that somebody chose, and takes the time for. */
  public boolean isNamed() {
    return System.getProperty(NAME) != null;
  }

  /** Returns its address. */
  public String endpoint() {
    return Optional.ofNullable(endpoint).orElseThrow();
  }

  ArchiveAccess access(String credentials, Optional<Duration> retention) {
    return access(endpoint(), credentials, retention);
  }

  static ArchiveAccess access(String endpoint, String credentials, Optional<Duration> retention) {
    return new ArchiveAccess(
        Optional.of(endpoint),
        Optional.empty(),
        true,
        Optional.of(credentials),
        Optional.empty(),
        retention,
        Optional.empty());
  }

  /** Returns the address of an archive that is empty. */
  public static ArchiveUrl.S3 fresh() {
    return new ArchiveUrl.S3(BUCKET, "t/" + UUID.randomUUID() + "/");
  }

  /**
   * Returns how a configuration says how to reach it.
   *
   * @param folder for the file with the credentials
   */
  public List<String> settings(Path folder) throws IOException {
    return settings(endpoint(), folder);
  }

  /** Returns the same for a gateway before it. */
  public static List<String> settings(String endpoint, Path folder) throws IOException {
    Path credentials = folder.resolve("s3-credentials");
    Files.writeString(credentials, CREDENTIALS);
    Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
    return List.of(
        "endpoint = '" + endpoint + "'",
        "path_style = true",
        "credentials = '" + credentials + "'");
  }

  /** Opens an archive there. */
  public ArchiveStore open(ArchiveUrl.S3 url) throws IOException {
    return S3Store.open(url, access(CREDENTIALS, Optional.empty()));
  }

  /** Removes an object, as an administrator of the store can. */
  public void remove(ArchiveUrl.S3 url, String name) throws IOException {
    try (S3Client client = client()) {
      client.deleteObject(object -> object.bucket(url.bucket()).key(url.prefix() + name));
    }
  }

  /** Opens an archive through a gateway, for whose answers nobody waits long. */
  public static ArchiveStore openImpatiently(ArchiveUrl.S3 url, FaultyGateway gateway)
      throws IOException {
    return S3Store.open(url, access(gateway.endpoint(), CREDENTIALS, Optional.empty()), SHORT);
  }

  S3Client client() throws IOException {
    return S3Access.client(access(CREDENTIALS, Optional.empty()), S3Access.Patience.USUAL);
  }

  /** Makes a bucket; returns false when it cannot have object lock, as it was asked to. */
  boolean makeBucket(String name, boolean locked) throws IOException {
    try (S3Client client = client()) {
      client.createBucket(
          bucket -> {
            bucket.bucket(name);
            if (locked) {
              bucket.objectLockEnabledForBucket(true);
            }
          });
    } catch (S3Exception e) {
      if (locked && e.statusCode() == 501) {
        return false;
      }
      if (e.statusCode() != 409) {
        throw e;
      }
    }
    return true;
  }
}
