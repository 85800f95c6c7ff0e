package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How a store is reached: address, credentials, and how long it may take. */
final class S3Access {
  private static final String PROFILE = "default";

  private S3Access() {}

  /**
   * How long a store may take.
   *
   * @param connect for a connection
   * @param silence between two of its bytes
   * @param attempt for an answer
   * @param call for all attempts
   */
  record Patience(Duration connect, Duration silence, Duration attempt, Duration call) {
    static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5));
  }

  static S3Client client(ArchiveAccess access, Patience patience) throws ArchiveException {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(patience.connect())
                    .socketTimeout(patience.silence()))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(access.pathStyle())
            // What is put is in memory, and is signed whole. Signed chunks, the SDK's way, have an
            // end that some stores do not wait for, and then they cut the connection.
            .serviceConfiguration(how -> how.chunkedEncodingEnabled(false))
            .overrideConfiguration(
                how ->
                    how.apiCallAttemptTimeout(patience.attempt())
                        .apiCallTimeout(patience.call())
                        .retryStrategy(
                            DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(2).build()));
    if (access.endpoint().isPresent()) {
      client.endpointOverride(URI.create(access.endpoint().get()));
    }
    Optional<String> region = access.region().or(() -> access.endpoint().map(any -> "us-east-1"));
    if (region.isPresent()) {
      client.region(Region.of(region.get()));
    }
    if (access.credentials().isPresent()) {
      client.credentialsProvider(
          StaticCredentialsProvider.create(credentials(access.credentials().get())));
    }
    try {
      return client.build();
    } catch (RuntimeException e) {
      throw new ArchiveException(
          ArchiveException.Kind.DENIED,
          "s3: no region is known; set archive.region, or AWS_REGION",
          e);
    }
  }

  /** The file has the form that AWS's tools write. */
  private static AwsCredentials credentials(String text) throws ArchiveException {
    ProfileFile file =
        ProfileFile.builder()
            .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .type(ProfileFile.Type.CREDENTIALS)
            .build();
    Optional<Profile> profile = file.profile(PROFILE);
    String key = profile.flatMap(found -> found.property("aws_access_key_id")).orElse("");
    String secret = profile.flatMap(found -> found.property("aws_secret_access_key")).orElse("");
    if (key.isEmpty() || secret.isEmpty()) {
      throw new ArchiveException(
          ArchiveException.Kind.DENIED,
          "archive.credentials: expected [default] with aws_access_key_id and"
              + " aws_secret_access_key in the file");
    }
    Optional<String> token = profile.flatMap(found -> found.property("aws_session_token"));
    return token.isPresent()
        ? AwsSessionCredentials.create(key, secret, token.get())
        : AwsBasicCredentials.create(key, secret);
  }
}
