/**
 * One rolling log for each user. {@link dev.sessionlog.userlog.UserLogs} writes transcript lines to
 * them, through logback, and {@link dev.sessionlog.userlog.UserLogReader} reads them back through
 * rotation and compression. Beside these, users need {@link dev.sessionlog.userlog.LogSettings} and
 * {@link dev.sessionlog.userlog.TranscriptLine}. Nothing here reads a clock; times are passed in.
 */
@NullMarked
package dev.sessionlog.userlog;

import org.jspecify.annotations.NullMarked;
