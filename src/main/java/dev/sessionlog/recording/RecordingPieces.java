package dev.sessionlog.recording;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /** Copies an open file to a name, in one step, and returns the copy, open. */
  static FileChannel copy(FileChannel from, Path to) throws IOException {
    Path next = to.resolveSibling(to.getFileName() + ".tmp");
    Files.deleteIfExists(next);
    FileChannel copy = StoreFiles.create(next);
    try {
      long size = from.size();
      for (long done = 0; done < size; ) {
        done += from.transferTo(done, size - done, copy);
      }
      Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
      return copy;
    } catch (IOException e) {
      copy.close();
      Files.deleteIfExists(next);
      throw e;
    }
  }
}
