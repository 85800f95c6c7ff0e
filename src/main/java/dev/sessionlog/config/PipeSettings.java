package dev.sessionlog.config;

/**
 * The settings of the pipes, table {@code [pipe]}.
 *
 * @param mode the permission bits, exact whatever the umask
 * @param size the requested capacity of each in bytes, 64 KiB to 1 GiB, within the limits of the
 *     kernel
 */
public record PipeSettings(PipeMode mode, long size) {}
