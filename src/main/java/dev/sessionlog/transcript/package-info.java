/**
 * What a session showed, as lines. {@link dev.sessionlog.transcript.TranscriptRenderer} turns a
 * session's output into lines of text as they stood on the screen, {@link
 * dev.sessionlog.transcript.SessionTranscript} that of a whole recording; {@link
 * dev.sessionlog.transcript.LineText} says whose words a line holds. Pure: times come in.
 */
@NullMarked
package dev.sessionlog.transcript;

import org.jspecify.annotations.NullMarked;
