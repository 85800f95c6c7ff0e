/**
 * The transcript: what stood on the terminal, line by line, as plain text. {@link
 * TranscriptRenderer} makes the lines out of a session's output; it is pure, and deterministic
 * however the output is cut into pieces.
 */
@NullMarked
package dev.sessionlog.transcript;

import org.jspecify.annotations.NullMarked;
