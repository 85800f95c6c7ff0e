package dev.sessionlog.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the collector, table {@code [collector]}.
 *
 * @param idleExit how long after its last session it exits; empty for never
 * @param hold how long the pipes of a collector that stopped are kept open for the next one
 */
public record CollectorSettings(Optional<Duration> idleExit, Duration hold) {}
