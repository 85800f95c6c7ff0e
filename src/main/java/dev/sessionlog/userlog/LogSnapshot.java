package dev.sessionlog.userlog;

import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A consistent view of a user's log while it may be written and rotated: the rotated files are
 * exactly those before the current one, which stays open even if it is renamed.
 *
 * @param rolled the rotated files, oldest first
 * @param current the file that was being written; null if there was none
 * @param key the identity of the current file in the file system; null if there is none
 */
record LogSnapshot(List<UserLogFile> rolled, @Nullable FileChannel current, @Nullable Object key)
    implements Closeable {

  /** Takes a snapshot; the snapshot or its channel must be closed. */
  static LogSnapshot take(Path logDir, String user) throws IOException {
    Path path = UserLogFile.current(logDir, user).path();
    while (true) {
      Object key = keyOf(path);
      FileChannel current = key == null ? null : open(path);
      if (key != null && current == null) {
        continue;
      }
      try {
        List<UserLogFile> rolled = rolled(logDir, user);
        if (Objects.equals(key, keyOf(path))) {
          return new LogSnapshot(rolled, current, key);
        }
      } catch (IOException e) {
        close(current);
        throw e;
      }
      close(current); // rotated in the meantime: try again
    }
  }

  /**
   * Lists the rotated files twice, because a file that is compressed while a large directory is
   * read may appear under neither name the first time.
   */
  private static List<UserLogFile> rolled(Path logDir, String user) throws IOException {
    List<UserLogFile> files = new ArrayList<>(UserLogFile.rolled(logDir, user));
    for (UserLogFile file : UserLogFile.rolled(logDir, user)) {
      if (files.stream().noneMatch(file::sameRoll)) {
        files.add(file);
      }
    }
    files.sort(null);
    return List.copyOf(files);
  }

  /** Returns the identity of the file at {@code path}, or null if there is none. */
  static @Nullable Object keyOf(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static @Nullable FileChannel open(Path path) throws IOException {
    try {
      return StoreFiles.read(path);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void close(@Nullable FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    close(current);
  }
}
