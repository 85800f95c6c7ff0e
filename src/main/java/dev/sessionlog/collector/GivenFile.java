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
 * Gives files of root's to another group. Somebody who may make names in a folder can give a name
 * there to a file that is elsewhere, such as one with passwords, and can exchange what was looked
 * at: so what was opened is looked at and given, and only when it has no other name.
 */
final class GivenFile {
  private static final long ROOT = 0;

  private GivenFile() {}

  /**
   * Gives a file or a folder to a group, with that mode.
   *
   * @return false when it is not root's, has another name, is neither file nor folder, or is gone
   */
  static boolean give(Unix unix, Path path, long group, int mode) throws IOException {
    try (UnixFile named = unix.open(path, OpenFlag.PATH)) {
      boolean folder = Files.isDirectory(named.alias());
      // To open a device or a pipe does something.
      if (!folder && !named.isRegular()) {
        return false;
      }
      FileFacts facts = named.facts();
      if (facts.uid() != ROOT || (!folder && facts.links() != 1)) {
        return false;
      }
      try (UnixFile open = unix.reopen(named, OpenFlag.READ, OpenFlag.NONBLOCK)) {
        open.chgrp(group);
        // chown(2) takes set-id bits away, so the mode comes after it.
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
