package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The identity of a file, independent of its name.
 *
 * @param device its device
 * @param inode its inode number on the device
 */
record FileNumber(long device, long inode) {
  /** Returns the number of the file at {@code path}; empty if there is none. */
  static Optional<FileNumber> of(Path path, LinkOption... options) {
    try {
      return Optional.of(of(Files.readAttributes(path, "unix:dev,ino", options)));
    } catch (IOException | RuntimeException none) {
      return Optional.empty();
    }
  }

  /** Returns the number from a file's attributes. */
  static FileNumber of(Map<String, Object> facts) {
    return new FileNumber((Long) facts.get("dev"), (Long) facts.get("ino"));
  }
}
