/**
 * The commands that were typed in a session, found in its recording: by the marks with which shells
 * say where a prompt, a command and its output begin, and elsewhere by prompts. {@link
 * dev.sessionlog.commands.CommandFinder} finds them. Pure: no I/O.
 */
@org.jspecify.annotations.NullMarked
package dev.sessionlog.commands;
