package dev.sessionlog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder of another user that a group may read but the caller may not: the log dir of a machine,
 * for users who may not read other users' sessions. Or, for a command that changes the log dir, a
 * file or folder in it that belongs to root.
 *
 * @param path the folder or file
 * @param owner the name of its owner
 * @param group the name of its group
 */
record ClosedFolder(Path path, String owner, String group) {
  private static final Set<PosixFilePermission> READS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);

  /** Commands that need more than reading. */
  private static final List<String> CHANGING =
      List.of("cleanup", "end", "hold", "release", "import");

  /** Those of them that touch only the log dir and the run dir. */
  private static final List<String> IN_THE_STORE = List.of("cleanup", "end", "hold", "release");

  private static final String ROOT = "root";

  /**
   * Returns the topmost such folder at or above a path that could not be opened. If there is none,
   * a command that changes the store may have been refused a file of root in it.
   *
   * @param command the name of the command that was refused
   */
  static Optional<ClosedFolder> above(Path denied, String command) {
    Path path = denied.toAbsolutePath().normalize();
    return topmost(path).or(() -> ofRoot(path).filter(at -> IN_THE_STORE.contains(command)));
  }

  private static Optional<ClosedFolder> topmost(Path path) {
    for (int names = 1; names <= path.getNameCount(); names++) {
      Path folder = path.getRoot().resolve(path.subpath(0, names));
      if (!Files.isExecutable(folder) || !Files.isReadable(folder)) {
        return Files.isDirectory(folder) && Files.isExecutable(folder.getParent())
            ? of(folder).filter(ClosedFolder::isForAGroup)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns the folder of a file that does not exist yet. */
  private static Optional<ClosedFolder> ofRoot(Path path) {
    Path file = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? path : path.getParent();
    return of(file)
        .map(at -> new ClosedFolder(path, at.owner(), at.group()))
        .filter(at -> at.owner().equals(ROOT));
  }

  private static boolean isForAGroup(ClosedFolder folder) {
    try {
      return Files.getPosixFilePermissions(folder.path()).containsAll(READS)
          && !folder.group().equals(folder.owner());
    } catch (IOException gone) {
      return false;
    }
  }

  private static Optional<ClosedFolder> of(Path file) {
    try {
      PosixFileAttributes facts =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new ClosedFolder(file, facts.owner().getName(), facts.group().getName()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Explains in one line who has access, whom to ask, and what can be done meanwhile.
   *
   * @param command the name of the command that was refused
   */
  String message(String command) {
    if (CHANGING.contains(command)) {
      return "%s: permission denied: it belongs to %s; run 'sessionlog %s' as %2$s"
          .formatted(path, owner, command);
    }
    return ("%s: permission denied: only %s and the group '%s' may read it; ask an administrator to"
            + " add you to that group, then log in again. 'sessionlog init-user --check' says whether"
            + " you are recorded")
        .formatted(path, owner, group);
  }
}
