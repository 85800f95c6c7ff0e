package dev.sessionlog.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where what is recorded is brought, table {@code [archive]}.
 *
 * @param url where the archive is; empty for none
 * @param interval how often what is new is brought there
 * @param cacheSize how many bytes of what was read there a reader keeps, about
 */
public record ArchiveSettings(Optional<String> url, Duration interval, long cacheSize) {}
