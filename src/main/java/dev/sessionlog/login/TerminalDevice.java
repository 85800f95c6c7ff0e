package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A terminal as a file, identified by its numbers, whatever its name.
 *
 * @param number its device number, as packed by stat(2)
 * @param owner its owner
 * @param file the identity of the file, because the same number in another file system is another
 *     terminal
 */
record TerminalDevice(int number, long owner, Object file) {
  private static final int TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  /** Returns the terminal at {@code path}; empty if there is none. */
  static Optional<TerminalDevice> find(Path path) {
    Map<String, Object> facts;
    try {
      facts = Files.readAttributes(path, "unix:mode,rdev,uid,dev,ino");
    } catch (IOException none) {
      return Optional.empty();
    }
    int number = ((Long) facts.get("rdev")).intValue();
    if (((Integer) facts.get("mode") & TYPE) != CHARACTER_DEVICE || TtyName.of(number).isEmpty()) {
      return Optional.empty();
    }
    long owner = Integer.toUnsignedLong((Integer) facts.get("uid"));
    return Optional.of(new TerminalDevice(number, owner, FileNumber.of(facts)));
  }

  /** Returns true if both are the same file. */
  boolean sameFile(TerminalDevice other) {
    return file.equals(other.file);
  }
}
