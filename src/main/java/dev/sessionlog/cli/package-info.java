/**
 * The command line: one picocli command for each thing that the program does, and what they share:
 * options, printers, messages and exit codes. Commands hold no logic of their own; they read the
 * configuration, call one capability, and print what it returns. Users need {@link
 * dev.sessionlog.cli.Sessionlog}, which runs one command line in given {@link
 * dev.sessionlog.cli.Surroundings}.
 */
@NullMarked
package dev.sessionlog.cli;

import org.jspecify.annotations.NullMarked;
