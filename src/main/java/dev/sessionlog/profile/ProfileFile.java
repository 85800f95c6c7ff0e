package dev.sessionlog.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A user's profile on disk. It is replaced atomically, so that a login at any moment reads either
 * the old or the new one. If it is a symbolic link, its target is replaced.
 */
final class ProfileFile {
  private static final long LARGEST = 1024 * 1024;

  private final Path path;

  ProfileFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the file.
   *
   * @return its text; empty if there is no such file
   * @throws FileSystemException if it cannot be read or is not a usable profile, with the reason
   */
  Optional<ProfileText> read() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.exists(path)) {
      throw refused("is a symbolic link to a file that does not exist");
    }
    if (!Files.isRegularFile(path)) {
      throw refused("is not a regular file");
    }
    if (Files.size(path) > LARGEST) {
      throw refused("is larger than 1 MiB, too large for a profile");
    }
    return Optional.of(ProfileText.of(Files.readAllBytes(path)));
  }

  /** Returns true if it is a symbolic link. */
  boolean isLink() {
    return Files.isSymbolicLink(path);
  }

  /** Replaces the text of the file, and keeps its attributes. */
  void replace(ProfileText text) throws IOException {
    Path target = path.toRealPath();
    if (!Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    PosixFileAttributes attributes = Files.readAttributes(target, PosixFileAttributes.class);
    write(target, text, Optional.of(attributes));
  }

  /**
   * Creates the file and the missing directories above it.
   *
   * @return the number of directories created
   */
  static int createParents(Path path) throws IOException {
    int missing = 0;
    Path parent = parent(path);
    for (Path dir = parent; dir != null && !Files.exists(dir); dir = dir.getParent()) {
      missing++;
    }
    if (missing > 0) {
      Files.createDirectories(parent);
    }
    return missing;
  }

  /** Creates the file in an existing directory. */
  void create(ProfileText text) throws IOException {
    write(path, text, Optional.empty());
  }

  /** Removes the file, and the empty directories above it that were created for it. */
  void delete(OptionalInt createdDirectories) throws IOException {
    Files.delete(path);
    Path dir = path.getParent();
    for (int i = 0; i < createdDirectories.orElse(0) && dir != null; i++) {
      try {
        Files.delete(dir);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
      dir = dir.getParent();
    }
  }

  private void write(Path target, ProfileText text, Optional<PosixFileAttributes> old)
      throws IOException {
    Path dir = parent(target);
    if (!Files.isWritable(dir)) {
      throw new AccessDeniedException(dir.toString());
    }
    Path temporary = Files.createTempFile(dir, ".sessionlog", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (old.isPresent()) {
        keepAttributes(temporary, old.get());
      } else {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private void keepAttributes(Path temporary, PosixFileAttributes old) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    PosixFileAttributes fresh = view.readAttributes();
    try {
      if (!fresh.group().equals(old.group())) {
        view.setGroup(old.group());
      }
      if (!fresh.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
    } catch (FileSystemException e) {
      throw refused(
          "belongs to "
              + old.owner()
              + ":"
              + old.group()
              + ", which replacing the file would change");
    }
    view.setPermissions(old.permissions());
  }

  private FileSystemException refused(String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("has no directory: " + path);
    }
    return parent;
  }
}
