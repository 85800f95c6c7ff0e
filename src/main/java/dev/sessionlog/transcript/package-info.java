/**
 * The transcript: what stood on a user's terminal, line by line, in one rotating log per user.
 *
 * <p>{@link dev.sessionlog.transcript.UserLogs} writes the logs, through logback; {@link
 * dev.sessionlog.transcript.UserLogReader} reads and follows them, whether the writer runs or not.
 * {@link dev.sessionlog.transcript.TranscriptSettings} says how they look and how long they are
 * kept, and {@link dev.sessionlog.transcript.UserLogFile} names their files.
 */
@NullMarked
package dev.sessionlog.transcript;

import org.jspecify.annotations.NullMarked;
