package dev.sessionlog.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What is configured of the collector, table {@code [collector]}.
 *
 * @param idleExit how long after its last session it leaves; empty when it stays
 * @param hold how long the pipes of a collector that stopped are kept open for the next one
 */
public record CollectorSettings(Optional<Duration> idleExit, Duration hold) {}
