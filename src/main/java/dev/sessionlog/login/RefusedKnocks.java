package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Removes what was laid where logins knock and is no knock: links, files, devices, folders with
 * whatever is in them. Nothing is opened but folders, no link is followed, and one line tells of
 * many. {@link #refuse} is quick, for the thread that sees knocks; {@link #empty} is for another.
 */
final class RefusedKnocks {
  private final Path folder;
  private final Consumer<String> trouble;
  private final AtomicLong number = new AtomicLong(System.nanoTime());
  private final Map<Long, AtomicLong> countByUid = new ConcurrentHashMap<>();

  /**
   * Creates one that puts folders into {@code folder}, which nobody else may open.
   *
   * @param trouble is told, in one line, of each user whose knocks were refused
   */
  RefusedKnocks(Path folder, Consumer<String> trouble) {
    this.folder = folder;
    this.trouble = trouble;
  }

  /** Removes {@code path} from where it is, and counts it as its owner's. */
  void refuse(Path path, long uid) {
    countByUid.computeIfAbsent(uid, any -> new AtomicLong()).incrementAndGet();
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        moveAway(path);
      } else {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      trouble.accept(path + ": cannot be removed: " + e.getMessage());
    }
  }

  /** Once it is inside, no path leads others to it. */
  private void moveAway(Path path) throws IOException {
    Files.move(path, nextPlace(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path nextPlace() {
    return folder.resolve(Long.toString(number.incrementAndGet()));
  }

  /**
   * Removes the folders that were moved away, and tells of what was refused since the last call.
   */
  void empty() {
    tell();
    try {
      boolean more = true;
      while (more) {
        more = emptyOnce();
      }
    } catch (IOException | RuntimeException e) {
      trouble.accept(folder + ": cannot be emptied: " + e.getMessage());
    }
  }

  private void tell() {
    for (Map.Entry<Long, AtomicLong> refused : countByUid.entrySet()) {
      long count = refused.getValue().getAndSet(0);
      if (count > 0) {
        trouble.accept(
            "refused " + count + " knocks of uid " + refused.getKey() + ": no login, or too many");
      }
    }
  }

  /** Folders inside are moved up, so that depth costs neither stack nor descriptors. */
  private boolean emptyOnce() throws IOException {
    boolean any = false;
    try (DirectoryStream<Path> refused = Files.newDirectoryStream(folder)) {
      if (!(refused instanceof SecureDirectoryStream<Path> here)) {
        throw new IOException("folders cannot be opened relative to another");
      }
      for (Path entry : here) {
        any = true;
        takeApart(here, entry.getFileName());
      }
    }
    return any;
  }

  private void takeApart(SecureDirectoryStream<Path> here, Path name) throws IOException {
    try (SecureDirectoryStream<Path> inside =
        here.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      close(inside);
      for (Path entry : inside) {
        remove(inside, entry.getFileName(), here);
      }
    }
    here.deleteDirectory(name);
  }

  /** Whoever has it open still, or works inside, can make nothing more in it. */
  private void close(SecureDirectoryStream<Path> inside) throws IOException {
    PosixFileAttributeView view = inside.getFileAttributeView(PosixFileAttributeView.class);
    view.setOwner(Files.getOwner(folder));
    view.setPermissions(PosixFilePermissions.fromString("rwx------"));
  }

  private void remove(SecureDirectoryStream<Path> inside, Path name, SecureDirectoryStream<Path> up)
      throws IOException {
    try {
      inside.deleteFile(name);
    } catch (IOException folderInside) {
      inside.move(name, up, nextPlace().getFileName());
    }
  }
}
