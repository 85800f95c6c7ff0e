package dev.sessionlog.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The settings of the users' logs, table {@code [transcript]}.
 *
 * @param pattern the logback pattern of a line; not used if {@code json}
 * @param json true if each line is a JSON object
 * @param maxFileSize the size in bytes at which a log is rotated within the day
 * @param maxHistory for how many days rotated logs are kept; empty for ever
 * @param totalSizeCap how many bytes one user's rotated logs may take; empty for no limit
 * @param compress true if rotated logs are compressed with gzip
 * @param quiet how long a session must be silent before the line under its cursor is written
 * @param logback the administrator's own logback configuration; empty for none
 */
public record TranscriptSettings(
    String pattern,
    boolean json,
    long maxFileSize,
    OptionalInt maxHistory,
    OptionalLong totalSizeCap,
    boolean compress,
    Duration quiet,
    Optional<Path> logback) {}
