/**
 * What a session showed, as lines. {@link dev.sessionlog.transcript.TranscriptRenderer} turns a
 * session's output into the lines of text on its screen, {@link
 * dev.sessionlog.transcript.SessionTranscript} does that for a whole recording, and {@link
 * dev.sessionlog.transcript.LineText} distinguishes text of the screen from markers. Nothing here
 * reads a clock; times are passed in.
 */
@NullMarked
package dev.sessionlog.transcript;

import org.jspecify.annotations.NullMarked;
