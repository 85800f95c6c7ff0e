package dev.sessionlog.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The settings for the removal of old sessions, table {@code [retention]}. An empty limit is no
 * limit.
 *
 * @param maxAge how long after its end a session is kept
 * @param maxSessionsPerUser how many sessions of one user are kept
 * @param maxSizePerUser how many bytes of the disk the recordings and logs of one user may take
 * @param maxSize how many bytes all of them may take
 * @param minFree how many bytes of the disk must stay free
 * @param compressAfter how long after its end a recording is compressed; empty for never
 * @param onlyArchived whether only what the archive has may go
 */
public record RetentionSettings(
    Optional<Duration> maxAge,
    OptionalInt maxSessionsPerUser,
    OptionalLong maxSizePerUser,
    OptionalLong maxSize,
    OptionalLong minFree,
    Optional<Duration> compressAfter,
    boolean onlyArchived) {
  /** No limit at all. */
  public static final RetentionSettings UNLIMITED =
      new RetentionSettings(
          Optional.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          false);

  /** Returns the same limits without that of age, for use while the clock is not trusted. */
  public RetentionSettings withoutAge() {
    return new RetentionSettings(
        Optional.empty(),
        maxSessionsPerUser,
        maxSizePerUser,
        maxSize,
        minFree,
        compressAfter,
        onlyArchived);
  }

  /** Creates the limits where nothing is brought to an archive. */
  public RetentionSettings(
      Optional<Duration> maxAge,
      OptionalInt maxSessionsPerUser,
      OptionalLong maxSizePerUser,
      OptionalLong maxSize,
      OptionalLong minFree,
      Optional<Duration> compressAfter) {
    this(maxAge, maxSessionsPerUser, maxSizePerUser, maxSize, minFree, compressAfter, false);
  }
}
