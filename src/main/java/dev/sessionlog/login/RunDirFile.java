package dev.sessionlog.login;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;

/** Replaces small files of a run dir atomically. */
public final class RunDirFile {
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> GROUP_FILE =
      PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> PUBLIC_FILE =
      PosixFilePermissions.fromString("rw-r--r--");

  private RunDirFile() {}

  /** Replaces a file that everybody with access to the folder can read. */
  public static void replace(Path file, String content) throws IOException {
    replace(file, content, OptionalLong.empty());
  }

  /** Replaces a file that only its owner and a group can read. */
  public static void replace(Path file, String content, OptionalLong group) throws IOException {
    Path next = next(file, content);
    if (group.isPresent()) {
      Files.setAttribute(next, "unix:gid", (int) group.getAsLong());
    }
    Files.setPosixFilePermissions(next, group.isPresent() ? GROUP_FILE : PUBLIC_FILE);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Replaces a file that only its owner can read. */
  public static void replacePrivate(Path file, String content) throws IOException {
    Files.move(next(file, content), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Replaces a file like {@link #replace(Path, String)}, and forces it to the disk. */
  static void replaceForGood(Path file, String content) throws IOException {
    Path next = next(file, content);
    Files.setPosixFilePermissions(next, PUBLIC_FILE);
    force(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.toAbsolutePath().getParent());
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path next(Path file, String content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(next);
    Files.createFile(next, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
    Files.writeString(next, content);
    return next;
  }
}
