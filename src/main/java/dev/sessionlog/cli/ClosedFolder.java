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
 * A folder of somebody else's that a group may look into, and who calls may not: the log dir of a
 * machine, for everybody who is not to read other people's sessions.
 *
 * @param path the folder
 * @param owner the name of its owner
 * @param group the name of its group
 */
record ClosedFolder(Path path, String owner, String group) {
  private static final Set<PosixFilePermission> READS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);

  /** What needs more than reading. */
  private static final List<String> CHANGING = List.of("cleanup", "hold", "release", "import");

  /**
   * Returns the topmost such folder above a path, or at it, that could not be opened.
   *
   * @param command the name of the command that was refused; a cleanup looks into folders that are
   *     root's alone, too
   */
  static Optional<ClosedFolder> above(Path denied, String command) {
    Path root = denied.toAbsolutePath().normalize();
    for (int names = 1; names <= root.getNameCount(); names++) {
      Path folder = root.getRoot().resolve(root.subpath(0, names));
      if (!Files.isExecutable(folder) || !Files.isReadable(folder)) {
        return Files.isDirectory(folder) && Files.isExecutable(folder.getParent())
            ? of(folder, command)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<ClosedFolder> of(Path folder, String command) {
    try {
      PosixFileAttributes facts =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String owner = facts.owner().getName();
      String group = facts.group().getName();
      boolean forAGroup = facts.permissions().containsAll(READS) && !group.equals(owner);
      return forAGroup || (command.equals("cleanup") && owner.equals("root"))
          ? Optional.of(new ClosedFolder(folder, owner, group))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Says in one line who may, whom to ask, and what can be done meanwhile.
   *
   * @param command the name of the command that was refused
   */
  String message(String command) {
    if (CHANGING.contains(command)) {
      return "%s: permission denied: it belongs to %s; run 'sessionlog %s' as %2$s"
          .formatted(path, owner, command);
    }
    return ("%s: permission denied: only %s and the group '%s' may read it; ask an administrator to"
            + " add you to that group, and log in anew. 'sessionlog init-user --check' tells whether"
            + " you are recorded")
        .formatted(path, owner, group);
  }
}
