/**
 * One session on disk: {@code typescript}, {@code timing} and {@code session.json} in a folder of
 * its own. {@link Recording} names one, {@link RecordingWriter} writes what belongs beside the
 * typescript, {@link OpenRecording} is read by {@linkplain RecordingCursor cursors}, also while it
 * grows, and {@link RecordingRecovery} goes on with one whose writer died. The formats are those of
 * script(1) and are laid down in {@code docs/format.md}.
 */
@NullMarked
package dev.sessionlog.recording;

import org.jspecify.annotations.NullMarked;
