package dev.sessionlog.userlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A folder as it was at one moment: where another stands at its path later, as when a file system
 * was mounted over it, what was written in the one is not to be seen in the other.
 */
public final class LogPlace {
  private final Path folder;
  private final @Nullable Object key;

  private LogPlace(Path folder, @Nullable Object key) {
    this.folder = folder;
    this.key = key;
  }

  /** Looks at a folder, which need not be there. */
  public static LogPlace of(Path folder) {
    return new LogPlace(folder, keyOf(folder));
  }

  /** Tells whether the same folder is there now. */
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
