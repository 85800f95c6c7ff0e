/**
 * One session on disk: {@code typescript}, {@code timing} and {@code session.json} in a folder of
 * its own. {@link RecordingStore} finds recordings, {@link Recording} names one, {@link
 * RecordingWriter} writes what belongs beside the typescript, {@link RecordingReader} reads a
 * recording, also while it grows. The formats are those of script(1) and are laid down in {@code
 * docs/format.md}.
 */
@NullMarked
package dev.sessionlog.recording;

import org.jspecify.annotations.NullMarked;
