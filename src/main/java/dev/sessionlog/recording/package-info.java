/**
 * One session on disk: {@code typescript}, {@code timing} and {@code session.json} in a folder of
 * its own. {@link Recording} names one, {@link RecordingWriter} writes the files beside the
 * typescript, {@link OpenRecording} is read by {@linkplain RecordingCursor cursors}, even while it
 * grows, and {@link RecordingRecovery} continues one whose writer died. The formats are those of
 * script(1), described in {@code docs/format.md}.
 */
@NullMarked
package dev.sessionlog.recording;

import org.jspecify.annotations.NullMarked;
