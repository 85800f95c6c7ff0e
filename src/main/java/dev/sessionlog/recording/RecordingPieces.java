package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Which files the names of a recording lead to: somebody may remove, exchange or hide them while
 * they are written.
 *
 * @param typescript the typescript, as the file system numbers it
 * @param timing the timing file
 */
record RecordingPieces(String typescript, String timing) {
  private static final String GONE = "";

  /** Looks at the names. */
  static RecordingPieces of(Recording recording) {
    return new RecordingPieces(key(recording.typescript()), key(recording.timing()));
  }

  private static String key(Path file) {
    try {
      return String.valueOf(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (IOException gone) {
      return GONE;
    }
  }

  /** Returns true when the names lead where they led then, and {@code session.json} is there. */
  boolean stillAt(Recording recording) {
    return equals(of(recording))
        && Files.exists(recording.sessionFile(), LinkOption.NOFOLLOW_LINKS);
  }
}
