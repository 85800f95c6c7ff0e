package dev.sessionlog.unix;

/**
 * The size that a terminal reports, see ioctl_tty(2).
 *
 * @param columns characters in a row, 1 to 65535
 * @param rows rows, 1 to 65535
 */
public record WindowSize(int columns, int rows) {}
