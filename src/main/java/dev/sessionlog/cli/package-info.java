/**
 * The command line: one picocli command for each operation of the program, and their common parts:
 * options, printers, messages and exit codes. Commands contain no logic of their own; they read the
 * configuration, call one capability, and print what it returns. Users need {@link
 * dev.sessionlog.cli.Sessionlog}, which runs one command line in given {@link
 * dev.sessionlog.cli.Surroundings}.
 */
@NullMarked
package dev.sessionlog.cli;

import org.jspecify.annotations.NullMarked;
