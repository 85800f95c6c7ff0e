package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The identity of the files of a recording, because they may be removed, exchanged or hidden while
 * they are written.
 *
 * @param typescript the inode of the typescript
 * @param timing the inode of the timing file
 */
record RecordingPieces(String typescript, String timing) {
  private static final String GONE = "";

  /** Reads the present identity. */
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

  /** Returns true if the names still lead to the same files, and {@code session.json} exists. */
  boolean stillAt(Recording recording) {
    return equals(of(recording))
        && Files.exists(recording.sessionFile(), LinkOption.NOFOLLOW_LINKS);
  }
}
