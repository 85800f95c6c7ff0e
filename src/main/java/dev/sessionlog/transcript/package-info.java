/**
 * Transcripts: what a session showed, as lines. {@link
 * dev.sessionlog.transcript.TranscriptRenderer} turns a session's output into lines of text as they
 * stood on the screen. {@link dev.sessionlog.transcript.UserLogs} writes lines to the users'
 * rolling logs, through logback, and {@link dev.sessionlog.transcript.UserLogReader} reads them
 * back through rotation and compression. Beside these, users need {@link
 * dev.sessionlog.transcript.TranscriptSettings} and {@link
 * dev.sessionlog.transcript.TranscriptLine}. Nothing here reads a clock of its own: times come in.
 */
@NullMarked
package dev.sessionlog.transcript;

import org.jspecify.annotations.NullMarked;
