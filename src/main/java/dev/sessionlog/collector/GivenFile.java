package dev.sessionlog.collector;

import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives files of root to another group. A user who may create names in a folder can hard-link a
 * file from elsewhere there, for example one with passwords, and can exchange a file after a check.
 * So the opened file is checked and given, and only if it has no other name.
 */
final class GivenFile {
  private static final long ROOT = 0;

  private GivenFile() {}

  /**
   * Gives a file or folder to a group, and sets its mode.
   *
   * @return false if it is not owned by root, has another name, is neither file nor folder, or is
   *     gone
   */
  static boolean give(Unix unix, Path path, long group, int mode) throws IOException {
    try (UnixFile named = unix.open(path, OpenFlag.PATH)) {
      boolean folder = Files.isDirectory(named.alias());
      // Opening a device or a pipe has side effects.
      if (!folder && !named.isRegular()) {
        return false;
      }
      FileFacts facts = named.facts();
      if (facts.uid() != ROOT || (!folder && facts.links() != 1)) {
        return false;
      }
      try (UnixFile open = unix.reopen(named, OpenFlag.READ, OpenFlag.NONBLOCK)) {
        open.chgrp(group);
        // chown(2) clears set-id bits, so the mode is set after it.
        open.chmod(mode);
      }
      return true;
    } catch (UnixException e) {
      if (e.absent() || e.symbolicLink()) {
        return false;
      }
      throw e;
    }
  }
}
