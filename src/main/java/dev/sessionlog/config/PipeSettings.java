package dev.sessionlog.config;

/**
 * What is configured of the pipes, table {@code [pipe]}.
 *
 * @param mode the permission bits, exact whatever the umask
 * @param size how many bytes the kernel is asked to hold in each, 64 KiB to 1 GiB; the kernel's own
 *     limits apply
 */
public record PipeSettings(PipeMode mode, long size) {}
