package dev.sessionlog.login;

import dev.sessionlog.session.Counted;
import dev.sessionlog.session.UserWarnings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Removes files from the knock folder that are not knocks: links, files, devices, and folders with
 * their content. Only folders are opened, no link is followed, and one warning covers many. {@link
 * #refuse} is quick, for the thread that detects knocks; {@link #empty} is for another thread.
 */
final class RefusedKnocks {
  /** The most time of one call of {@link #empty}; the next call continues. */
  private static final long TURN_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
  private static final int MOST_TOLD = 1000;

  private final Path folder;
  private final KnockRemoval removal;
  private final UserWarnings trouble;
  private final LongSupplier nanos;
  private final Set<Path> told = ConcurrentHashMap.newKeySet();
  private final Map<Long, AtomicLong> countByUid = new ConcurrentHashMap<>();

  /**
   * Creates one that moves folders to {@code folder}, which nobody else may open.
   *
   * @param trouble receives one line for each user whose knocks were refused
   * @param nanos the time, as {@link System#nanoTime}
   */
  RefusedKnocks(Path folder, UserWarnings trouble, LongSupplier nanos) {
    this.folder = folder;
    this.removal = new KnockRemoval(folder);
    this.trouble = trouble;
    this.nanos = nanos;
  }

  /**
   * Removes {@code path}, and counts it for its owner.
   *
   * @param seen the facts of the file
   */
  void refuse(Path path, KnockRemoval.Identity seen, long uid) {
    countByUid.computeIfAbsent(uid, any -> new AtomicLong()).incrementAndGet();
    try {
      removal.remove(path, seen);
    } catch (IOException e) {
      trouble.warn(Long.toString(uid), path + ": cannot be removed: " + e.getMessage());
    }
  }

  /** Reports a file that can be neither examined nor removed. */
  void tell(Path path, String why) {
    trouble.warn("", path + ": not a knock: " + why);
  }

  /**
   * Removes the moved folders, for at most {@link #TURN_NANOS}, and reports the files refused since
   * the last call.
   */
  void empty() {
    tell();
    long until = nanos.getAsLong() + TURN_NANOS;
    try {
      Map<Path, IOException> stuck = new HashMap<>();
      boolean more = true;
      while (more && nanos.getAsLong() < until) {
        stuck.clear();
        more = emptyOnce(until, stuck);
      }
      stuck.forEach(this::tellStuck);
    } catch (IOException | RuntimeException e) {
      trouble.warn("", folder + ": cannot be read: " + e.getMessage());
    }
  }

  /** Reports once each file that cannot be removed. */
  private void tellStuck(Path name, IOException why) {
    Path place = folder.resolve(name);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        && told.size() < MOST_TOLD
        && told.add(name)) {
      trouble.warn(
          "",
          place
              + ": cannot be removed; lsattr(1) may show why; remove it by hand: "
              + why.getMessage());
    }
  }

  private void tell() {
    for (Map.Entry<Long, AtomicLong> refused : countByUid.entrySet()) {
      long count = refused.getValue().getAndSet(0);
      if (count > 0) {
        trouble.warn(
            Long.toString(refused.getKey()),
            "refused "
                + Counted.of(count, "knock")
                + " of uid "
                + refused.getKey()
                + ": not from a login, or too many");
      }
    }
  }

  /**
   * Inner folders are moved up, so that depth costs neither stack nor descriptors. A file that
   * cannot be removed does not block the others.
   *
   * @return true if another call may remove more
   */
  private boolean emptyOnce(long until, Map<Path, IOException> stuck) throws IOException {
    boolean any = false;
    try (DirectoryStream<Path> refused = Files.newDirectoryStream(folder)) {
      if (!(refused instanceof SecureDirectoryStream<Path> here)) {
        throw new IOException("folders cannot be opened relative to another");
      }
      for (Path entry : here) {
        if (nanos.getAsLong() >= until) {
          return true;
        }
        Path name = entry.getFileName();
        try {
          removeHere(here, name, until);
          any = true;
        } catch (IOException e) {
          stuck.put(name, e);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return any;
  }

  /**
   * Users may have exchanged anything before it was moved here, and opening a pipe would block.
   * From now on it cannot change, because only the collector can enter this folder.
   */
  private void removeHere(SecureDirectoryStream<Path> here, Path name, long until)
      throws IOException {
    boolean directory =
        here.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes()
            .isDirectory();
    if (directory) {
      takeApart(here, name, until);
    } else {
      here.deleteFile(name);
    }
  }

  /** The dot makes openat(2) fail for anything that is not a folder. */
  private void takeApart(SecureDirectoryStream<Path> here, Path name, long until)
      throws IOException {
    IOException stuck = null;
    try (SecureDirectoryStream<Path> inside = open(here, name)) {
      close(inside);
      for (Path entry : inside) {
        if (nanos.getAsLong() >= until) {
          return;
        }
        try {
          remove(inside, folder.resolve(name).resolve(entry.getFileName()), here);
        } catch (IOException e) {
          stuck = e;
        }
      }
    }
    if (stuck != null) {
      throw stuck;
    }
    here.deleteDirectory(name);
  }

  private SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> here, Path name)
      throws IOException {
    try {
      return here.newDirectoryStream(name.resolve("."), LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException closed) {
      Files.setPosixFilePermissions(folder.resolve(name), OURS);
      return here.newDirectoryStream(name.resolve("."), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** A process that still has it open, or works inside, can no longer create anything in it. */
  private void close(SecureDirectoryStream<Path> inside) throws IOException {
    PosixFileAttributeView view = inside.getFileAttributeView(PosixFileAttributeView.class);
    view.setOwner(Files.getOwner(folder));
    view.setPermissions(OURS);
  }

  private void remove(SecureDirectoryStream<Path> inside, Path path, SecureDirectoryStream<Path> up)
      throws IOException {
    Path name = path.getFileName();
    try {
      inside.deleteFile(name);
    } catch (IOException folderInside) {
      try {
        inside.move(name, up, removal.nextPlace().getFileName());
      } catch (AccessDeniedException closed) {
        // Without root, a user cannot move a folder without permissions, even their own.
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          throw closed;
        }
        Files.setPosixFilePermissions(path, OURS);
        inside.move(name, up, removal.nextPlace().getFileName());
      }
    }
  }
}
