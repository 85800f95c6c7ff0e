package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * An archive in a bucket of a store that speaks S3. Each object is put with {@code If-None-Match:
 * *} in one request, never as a multipart upload, on whose completion some stores ignore that. The
 * SHA-256 is kept in its metadata: checksums of the SDK's own are refused by some.
 */
public final class S3Store implements ArchiveStore {
  private static final String DIGEST = "sha256";
  private static final String NO_LOCK =
      "archive.lock: the bucket has no object lock; make one with it, or set it to \"0\"";

  private static final int TAKEN = 412;
  private static final int RACE = 409;
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int PAGE = 1000;
  private static final int RACES = 5;

  private final ArchiveUrl.S3 url;
  private final ArchiveAccess access;
  private final S3Access.Patience patience;
  private final S3Client client;

  private S3Store(
      ArchiveUrl.S3 url, ArchiveAccess access, S3Access.Patience patience, S3Client client) {
    this.url = url;
    this.access = access;
    this.patience = patience;
    this.client = client;
  }

  /** Opens an archive; whoever loads this class need not know the SDK. */
  public static ArchiveStore open(ArchiveUrl.S3 url, ArchiveAccess access) throws IOException {
    return open(url, access, S3Access.Patience.USUAL);
  }

  static ArchiveStore open(ArchiveUrl.S3 url, ArchiveAccess access, S3Access.Patience patience)
      throws IOException {
    S3Client client = S3Access.client(access, patience);
    try {
      return new S3Store(url, access, patience, client);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  @Override
  public String place() {
    return url.toString();
  }

  @Override
  public Optional<String> lack() throws IOException {
    if (access.retention().isEmpty()) {
      return Optional.empty();
    }
    try {
      ObjectLockConfiguration lock =
          client
              .getObjectLockConfiguration(get -> get.bucket(url.bucket()))
              .objectLockConfiguration();
      return lock != null && lock.objectLockEnabled() == ObjectLockEnabled.ENABLED
          ? Optional.empty()
          : Optional.of(NO_LOCK);
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case FORBIDDEN -> Optional.empty(); // credentials that may only add
        case NOT_FOUND, NOT_IMPLEMENTED -> Optional.of(NO_LOCK);
        default -> throw S3Trouble.of(url, "GetObjectLockConfiguration", e);
      };
    } catch (SdkException e) {
      throw S3Trouble.of(url, "GetObjectLockConfiguration", e);
    }
  }

  private interface Call<T> {
    T run();
  }

  private <T> T call(String what, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (SdkException | IllegalArgumentException e) {
      throw S3Trouble.of(url, what, e);
    }
  }

  @Override
  public Outcome putIfAbsent(String name, byte[] content, Sha256 sha256) throws IOException {
    for (int race = 0; race < RACES; race++) {
      try {
        PutObjectResponse answer =
            client.putObject(request(name, content, sha256), RequestBody.fromBytes(content));
        return isBelieved(answer, content) ? Outcome.STORED : look(name, content.length, sha256);
      } catch (S3Exception e) {
        if (e.statusCode() == TAKEN) {
          return compare(name, content.length, sha256);
        }
        if (e.statusCode() != RACE) {
          throw S3Trouble.of(url, "PutObject", e);
        }
      } catch (SdkException | IllegalArgumentException e) {
        return unlessThere(name, content.length, sha256, e);
      }
    }
    return compare(name, content.length, sha256);
  }

  /**
   * Some stores refuse an object whose name is taken, and cut the connection before all of it was
   * sent: their answer is lost, every time. What is there tells it.
   *
   * @throws ArchiveException with what was wrong when there is nothing
   */
  private Outcome unlessThere(String name, int length, Sha256 sha256, RuntimeException e)
      throws IOException {
    ArchiveException trouble = S3Trouble.of(url, "PutObject", e);
    if (!S3Trouble.isCutConnection(e)) {
      throw trouble;
    }
    Outcome outcome;
    try {
      outcome = compare(name, length, sha256);
    } catch (ArchiveException nothingThere) {
      throw trouble;
    }
    if (outcome == Outcome.TAKEN) {
      throw trouble; // credentials that may only add are told nothing
    }
    return outcome;
  }

  /** A store that has the object knows its MD5, but for one that it encrypted by a key. */
  private static boolean isBelieved(PutObjectResponse answer, byte[] content) {
    String tag = String.valueOf(answer.eTag()).replace("\"", "");
    return answer.ssekmsKeyId() != null
        || tag.equals(HexFormat.of().formatHex(Base64.getDecoder().decode(md5(content))));
  }

  /** What stands between may say that something was stored which was not. */
  private Outcome look(String name, int length, Sha256 sha256) throws IOException {
    try {
      if (compare(name, length, sha256) == Outcome.ALREADY_THERE) {
        return Outcome.STORED;
      }
    } catch (ArchiveException e) {
      if (e.kind() != ArchiveException.Kind.ABSENT) {
        throw e;
      }
    }
    throw new ArchiveException(
        ArchiveException.Kind.AWAY,
        url + ": PutObject: said that " + name + " was stored, and it cannot be found there");
  }

  private PutObjectRequest request(String name, byte[] content, Sha256 sha256) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(url.bucket())
            .key(url.prefix() + name)
            .ifNoneMatch("*")
            .contentMD5(md5(content))
            .metadata(Map.of(DIGEST, sha256.toString()));
    access.storageClass().ifPresent(request::storageClass);
    access
        .retention()
        .ifPresent(
            time ->
                request
                    .objectLockMode(ObjectLockMode.COMPLIANCE)
                    .objectLockRetainUntilDate(Instant.now().plus(time)));
    access.encryption().ifPresent(how -> encrypt(request, how));
    return request.build();
  }

  private static void encrypt(PutObjectRequest.Builder request, String how) {
    if (how.equals("AES256") || how.equals("aws:kms")) {
      request.serverSideEncryption(how);
    } else {
      request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(how);
    }
  }

  /** A store checks by it what arrives, and one with object lock demands it. */
  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** What others put there, without a digest, is read. */
  private Outcome compare(String name, int length, Sha256 sha256) throws IOException {
    HeadObjectResponse there;
    try {
      there = client.headObject(head -> head.bucket(url.bucket()).key(url.prefix() + name));
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN) {
        return Outcome.TAKEN;
      }
      throw S3Trouble.of(url, "HeadObject", e);
    } catch (SdkException e) {
      throw S3Trouble.of(url, "HeadObject", e);
    }
    if (there.contentLength() != length) {
      return Outcome.CONFLICT;
    }
    Optional<Sha256> known =
        Optional.ofNullable(there.metadata().get(DIGEST)).flatMap(Sha256::parse);
    Sha256 digest = known.isPresent() ? known.get() : digest(name);
    return digest.equals(sha256) ? Outcome.ALREADY_THERE : Outcome.CONFLICT;
  }

  private Sha256 digest(String name) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] block = new byte[1 << 16];
    try (InputStream in = read(name)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return new Sha256(digest.digest());
  }

  @Override
  public InputStream read(String name) throws IOException {
    try {
      return stream(client.getObject(get -> get.bucket(url.bucket()).key(key(name))));
    } catch (SdkException e) {
      throw S3Trouble.ofObject(url, name, e);
    }
  }

  @Override
  public InputStream read(String name, long from, long length) throws IOException {
    String range = "bytes=" + from + "-" + (from + length - 1);
    try {
      return stream(client.getObject(get -> get.bucket(url.bucket()).key(key(name)).range(range)));
    } catch (S3Exception e) {
      if (e.statusCode() == 416) {
        return InputStream.nullInputStream(); // behind its end
      }
      throw S3Trouble.ofObject(url, name, e);
    } catch (SdkException e) {
      throw S3Trouble.ofObject(url, name, e);
    }
  }

  /** A connection that is cut in the middle is told as all other trouble is. */
  private InputStream stream(ResponseInputStream<GetObjectResponse> in) {
    Long length = in.response().contentLength();
    return new S3Stream(in, url, patience.attempt(), length == null ? 0 : length);
  }

  private String key(String name) {
    return url.prefix() + name;
  }

  @Override
  public Optional<Entry> describe(String name) throws IOException {
    try {
      HeadObjectResponse there =
          client.headObject(head -> head.bucket(url.bucket()).key(key(name)));
      return Optional.of(new Entry(name, there.contentLength()));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw S3Trouble.of(url, "HeadObject", e);
    } catch (SdkException e) {
      throw S3Trouble.of(url, "HeadObject", e);
    }
  }

  @Override
  public Page list(String prefix, String after, int most) throws IOException {
    ListObjectsV2Response page =
        call(
            "ListObjectsV2",
            () ->
                client.listObjectsV2(
                    list -> {
                      list.bucket(url.bucket()).prefix(key(prefix)).maxKeys(Math.min(PAGE, most));
                      if (!after.isEmpty()) {
                        list.startAfter(key(after));
                      }
                    }));
    List<Entry> entries = new ArrayList<>();
    for (S3Object object : page.contents()) {
      entries.add(new Entry(object.key().substring(url.prefix().length()), object.size()));
    }
    return new Page(entries, Boolean.TRUE.equals(page.isTruncated()));
  }

  @Override
  public List<String> folders(String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      String next = token;
      ListObjectsV2Response page =
          call(
              "ListObjectsV2",
              () ->
                  client.listObjectsV2(
                      list ->
                          list.bucket(url.bucket())
                              .prefix(key(prefix))
                              .delimiter("/")
                              .continuationToken(next)));
      for (CommonPrefix folder : page.commonPrefixes()) {
        String name = folder.prefix().substring(key(prefix).length());
        names.add(name.substring(0, name.length() - 1));
      }
      token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (token != null);
    names.sort(null); // with their slashes they come in another order
    return names;
  }

  @Override
  public void close() {
    client.close();
  }
}
