package dev.sessionlog.login;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/**
 * An open folder that was verified to belong to this user or root and to be writable by nobody
 * else. Files are read relative to the open folder, so that it cannot be replaced between check and
 * use. For one thread.
 */
final class VerifiedFolder implements Closeable {
  private static final int OTHERS_WRITE = 0022;
  private static final long ROOT = 0;
  private static final Path SELF = Path.of("/proc/self");
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final long owner;
  private final SecureDirectoryStream<Path> open;

  private VerifiedFolder(Path path, long owner, SecureDirectoryStream<Path> open) {
    this.path = path;
    this.owner = owner;
    this.open = open;
  }

  /**
   * Opens a folder.
   *
   * @throws IOException if it is missing, a link, belongs to another user, or is writable by
   *     others; the message says which
   */
  @SuppressWarnings("StreamResourceLeak") // what is returned closes it
  static VerifiedFolder open(Path path) throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(path, "unix:uid,mode,isDirectory,fileKey", LinkOption.NOFOLLOW_LINKS);
    long owner = Integer.toUnsignedLong((Integer) facts.get("uid"));
    if (!facts.get("isDirectory").equals(true)) {
      throw new IOException(path + ": a link or a file, expected a folder");
    }
    if (owner != ROOT && owner != ownUid()) {
      throw new IOException(path + ": belongs to uid " + owner + ", expected this user or root");
    }
    if (((Integer) facts.get("mode") & OTHERS_WRITE) != 0) {
      throw new IOException(path + ": other users may write to it, expected mode 0755 or less");
    }
    // The dot makes open(2) fail for a pipe, on which it would block.
    DirectoryStream<Path> stream = Files.newDirectoryStream(path.resolve("."));
    if (stream instanceof SecureDirectoryStream<Path> folder
        && attributes(folder).fileKey().equals(facts.get("fileKey"))) {
      return new VerifiedFolder(path, owner, folder);
    }
    stream.close();
    throw new IOException(path + ": the folder was replaced by another");
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder)
      throws IOException {
    return folder.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  private static long ownUid() throws IOException {
    return Integer.toUnsignedLong((Integer) Files.getAttribute(SELF, "unix:uid"));
  }

  /** Returns its owner. */
  long owner() {
    return owner;
  }

  /**
   * Reads a small file in it.
   *
   * @param most the most bytes to read
   * @throws IOException if it is missing, not a regular file, or writable by others
   */
  byte[] read(String name, int most) throws IOException {
    Path file = Path.of(name);
    PosixFileAttributes facts =
        open.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (!facts.isRegularFile()
        || facts.permissions().stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
      throw new IOException(
          path.resolve(name) + ": expected a regular file that only its owner may write to");
    }
    Set<? extends OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (InputStream in = Channels.newInputStream(open.newByteChannel(file, options))) {
      return in.readNBytes(most);
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
