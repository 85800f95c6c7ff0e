package dev.sessionlog.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of sealing, table {@code [seal]}.
 *
 * @param interval the interval of seals; empty for never
 * @param anchor the directory to which each checkpoint is written, too; empty for none
 */
public record SealSettings(Optional<Duration> interval, Optional<Path> anchor) {}
