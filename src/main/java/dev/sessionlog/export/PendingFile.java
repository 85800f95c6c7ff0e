package dev.sessionlog.export;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is written under a temporary name, and renamed when it is complete. */
final class PendingFile implements Closeable {
  private final Path target;
  private final Path pending;
  private final boolean replace;
  private boolean committed;

  private PendingFile(Path target, Path pending, boolean replace) {
    this.target = target;
    this.pending = pending;
    this.replace = replace;
  }

  /**
   * Creates an empty file beside {@code target}.
   *
   * @throws FileAlreadyExistsException if {@code target} exists and must not be replaced
   */
  static PendingFile create(Path target, boolean replace) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(
          target.toString(), null, "is a folder, expected the name of a file");
    }
    if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path folder = target.toAbsolutePath().getParent();
    try {
      // createTempFile gives it mode 0600
      Path pending = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
      return new PendingFile(target, pending, replace);
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(target.toString());
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(target.toString());
    } catch (FileSystemException e) {
      throw new FileSystemException(target.toString(), null, e.getReason());
    }
  }

  OutputStream open() throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(pending), 1 << 16);
  }

  void seal() throws IOException {
    Files.setPosixFilePermissions(pending, PosixFilePermissions.fromString("r--------"));
  }

  void commit() throws IOException {
    if (replace) {
      Files.move(pending, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      linkOrMove();
    }
    committed = true;
  }

  /** Creating a link fails if a file was created in the meantime, which a move would replace. */
  private void linkOrMove() throws IOException {
    try {
      Files.createLink(target, pending);
      Files.delete(pending);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException noLinks) {
      Files.move(pending, target);
    }
  }

  @Override
  public void close() throws IOException {
    if (!committed) {
      Files.deleteIfExists(pending);
    }
  }
}
