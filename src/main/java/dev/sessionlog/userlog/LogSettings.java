package dev.sessionlog.userlog;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The form of users' logs, when they are rotated and how long they are kept.
 *
 * @param pattern the form of a line, a logback pattern of the words {@code %d %session %line %tty
 *     %host %user %text}. It must contain {@code %session:%line}, by which the writer finds its
 *     place after a crash and readers find the recording of a line, and {@code %text} only after
 *     that, so that no user can print a false place. Not used if {@code json} is set.
 * @param maxFileSize the size in bytes at which a log is rotated, at least {@value #SMALLEST_FILE};
 *     a file exceeds it by one line at most
 * @param maxHistory days for which rotated files are kept; 0 for ever
 * @param totalSizeCap the bytes that a user's rotated files may take; the oldest are removed first;
 *     0 for no limit. The newest rotated file is always kept.
 * @param gzip true if rotated files are compressed
 * @param json true if lines are JSON objects instead of {@code pattern}
 * @param logbackXml an administrator's logback configuration, whose appenders get every line, too
 * @param onlyArchived true if only rotated files that the archive has may be removed
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
          "the size at which a log is rotated must be at least "
              + SMALLEST_FILE
              + " bytes, not "
              + maxFileSize);
    }
    if (maxHistory < 0 || totalSizeCap < 0) {
      throw new IllegalArgumentException("days and bytes of rotated logs must not be negative");
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

  /** Returns what is wrong with a pattern, for people; empty if it is good. */
  public static Optional<String> patternProblem(String pattern) {
    try {
      LinePattern.checked(pattern);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
