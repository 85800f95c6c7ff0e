package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A terminal as a file: which one it is its numbers say, whatever it is called.
 *
 * @param number the number of the device that it stands for, as stat(2) packs it
 * @param owner whose it is
 * @param file which file it is; the same number in another file system is another terminal
 */
record TerminalDevice(int number, long owner, Object file) {
  private static final int TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  /** Returns the terminal to which {@code path} leads; empty when it leads to none. */
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

  /** Returns true when both are the same file. */
  boolean sameFile(TerminalDevice other) {
    return file.equals(other.file);
  }
}
