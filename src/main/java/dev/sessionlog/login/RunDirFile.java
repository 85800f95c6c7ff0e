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

/** Writes small files of a run dir: who reads one sees the old or the new, whole. */
public final class RunDirFile {
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> GROUP_FILE =
      PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> PUBLIC_FILE =
      PosixFilePermissions.fromString("rw-r--r--");

  private RunDirFile() {}

  /** Replaces a file, for all who get into the folder. */
  public static void replace(Path file, String content) throws IOException {
    replace(file, content, OptionalLong.empty());
  }

  /** Replaces a file, for the owner and a group alone. */
  public static void replace(Path file, String content, OptionalLong group) throws IOException {
    Path next = next(file, content);
    if (group.isPresent()) {
      Files.setAttribute(next, "unix:gid", (int) group.getAsLong());
    }
    Files.setPosixFilePermissions(next, group.isPresent() ? GROUP_FILE : PUBLIC_FILE);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Replaces a file, for the owner alone. */
  public static void replacePrivate(Path file, String content) throws IOException {
    Files.move(next(file, content), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Replaces a file for all, as {@link #replace(Path, String)}; the disk has it afterwards. */
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
