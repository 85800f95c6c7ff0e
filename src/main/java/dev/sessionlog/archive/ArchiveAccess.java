package dev.sessionlog.archive;

import java.time.Duration;
import java.util.Optional;

/**
 * How a store that speaks S3 is reached, and what it is asked to do with what is put there. For a
 * folder nothing of it matters.
 *
 * @param endpoint the store's address; empty for AWS
 * @param region its region; empty for that of the environment, or us-east-1 with an endpoint
 * @param pathStyle whether the bucket stands in the path, not in the name of the host
 * @param credentials the text of a file with credentials, as AWS's tools write it; empty for the
 *     usual chain of environment, files and metadata
 * @param storageClass the storage class of what is put; empty for the bucket's own
 * @param retention for how long what is put is locked, in days; empty for not at all
 * @param encryption how the store encrypts what is put: {@code AES256}, {@code aws:kms} or the id
 *     of a key; empty for the bucket's own way
 */
public record ArchiveAccess(
    Optional<String> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<String> credentials,
    Optional<String> storageClass,
    Optional<Duration> retention,
    Optional<String> encryption) {
  /** Nothing is said of any of it. */
  public static final ArchiveAccess USUAL =
      new ArchiveAccess(
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
