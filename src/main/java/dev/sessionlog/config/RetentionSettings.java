package dev.sessionlog.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What is configured of the removal of old sessions, table {@code [retention]}.
 *
 * @param maxAge how long after its end a session is kept; empty for ever
 */
public record RetentionSettings(Optional<Duration> maxAge) {}
