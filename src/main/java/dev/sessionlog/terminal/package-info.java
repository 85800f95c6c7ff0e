/**
 * Bytes to screen: UTF-8, the ECMA-48 and DEC control sequences, and a screen that knows which of
 * its rows were broken by the margin alone. Pure: no I/O, no clock, no threads; no input makes it
 * throw, and its memory is bounded (see {@link Terminal}). Users need {@link Terminal}, {@link
 * TerminalListener} to get rows before they are lost, and {@link Snapshot} to draw.
 */
@NullMarked
package dev.sessionlog.terminal;

import org.jspecify.annotations.NullMarked;
