package dev.sessionlog.userlog;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How users' logs look, when they roll and how long they are kept.
 *
 * @param pattern the form of a line, as a logback pattern made of the words {@code %d %session
 *     %line %tty %host %user %text}. It must hold {@code %session:%line}, because the writer finds
 *     its place after a crash by that and readers find a line's recording, and {@code %text} only
 *     after it, so that nobody can print a false place. Not used when {@code json} is set.
 * @param maxFileSize bytes after which a log is rolled, at least {@value #SMALLEST_FILE}; a file
 *     outgrows it by one line at most
 * @param maxHistory days for which rolled files are kept; 0 keeps them for ever
 * @param totalSizeCap bytes that a user's rolled files may take in all, the oldest go first; 0 for
 *     no limit. The newest rolled file is always kept.
 * @param gzip whether rolled files are compressed
 * @param json whether lines are JSON objects instead of {@code pattern}
 * @param logbackXml an administrator's logback configuration, whose appenders get every line too
 * @param onlyArchived whether only rolled files that the archive has may go
 */
public record LogSettings(
    String pattern,
    long maxFileSize,
    int maxHistory,
    long totalSizeCap,
    boolean gzip,
    boolean json,
    Optional<Path> logbackXml,
    boolean onlyArchived) {

  /** The smallest {@code maxFileSize}, in bytes. */
  public static final long SMALLEST_FILE = 1024;

  public LogSettings {
    pattern = json ? pattern : LinePattern.checked(pattern);
    if (maxFileSize < SMALLEST_FILE) {
      throw new IllegalArgumentException(
          "the size at which a log is rolled must be at least "
              + SMALLEST_FILE
              + " bytes, not "
              + maxFileSize);
    }
    if (maxHistory < 0 || totalSizeCap < 0) {
      throw new IllegalArgumentException(
          "days and bytes for which rolled logs are kept must not be negative");
    }
  }

  /** Creates those of logs that are brought to no archive. */
  public LogSettings(
      String pattern,
      long maxFileSize,
      int maxHistory,
      long totalSizeCap,
      boolean gzip,
      boolean json,
      Optional<Path> logbackXml) {
    this(pattern, maxFileSize, maxHistory, totalSizeCap, gzip, json, logbackXml, false);
  }

  /** Returns what is wrong with a pattern, for people; empty when it is good. */
  public static Optional<String> patternProblem(String pattern) {
    try {
      LinePattern.checked(pattern);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
