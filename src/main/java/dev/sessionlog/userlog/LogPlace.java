package dev.sessionlog.userlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a folder at one moment. If another folder is at its path later, for example
 * because a file system was mounted over it, the files written before are not visible in it.
 */
public final class LogPlace {
  private final Path folder;
  private final @Nullable Object key;

  private LogPlace(Path folder, @Nullable Object key) {
    this.folder = folder;
    this.key = key;
  }

  /** Identifies a folder, which need not exist. */
  public static LogPlace of(Path folder) {
    return new LogPlace(folder, keyOf(folder));
  }

  /** Returns true if the same folder is at the path now. */
  public boolean isHere() {
    return Objects.equals(key, keyOf(folder));
  }

  private static @Nullable Object keyOf(Path folder) {
    try {
      return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    } catch (IOException absent) {
      return null;
    }
  }
}
