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
 * Removes what was laid where logins knock and is no knock: links, files, devices, folders with
 * whatever is in them. Nothing is opened but folders, no link is followed, and one line tells of
 * many. {@link #refuse} is quick, for the thread that sees knocks; {@link #empty} is for another.
 */
final class RefusedKnocks {
  /** How long one call of {@link #empty} takes at the most; what is left is for the next. */
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
   * Creates one that puts folders into {@code folder}, which nobody else may open.
   *
   * @param trouble is told, in one line, of each user whose knocks were refused
   * @param nanos the time, as {@link System#nanoTime}
   */
  RefusedKnocks(Path folder, UserWarnings trouble, LongSupplier nanos) {
    this.folder = folder;
    this.removal = new KnockRemoval(folder);
    this.trouble = trouble;
    this.nanos = nanos;
  }

  /**
   * Removes {@code path} from where it is, and counts it as its owner's.
   *
   * @param seen what was seen there
   */
  void refuse(Path path, KnockRemoval.Identity seen, long uid) {
    countByUid.computeIfAbsent(uid, any -> new AtomicLong()).incrementAndGet();
    try {
      removal.remove(path, seen);
    } catch (IOException e) {
      trouble.warn(Long.toString(uid), path + ": cannot be removed: " + e.getMessage());
    }
  }

  /** Tells of what can be neither looked at nor removed. */
  void tell(Path path, String why) {
    trouble.warn("", path + ": not a knock: " + why);
  }

  /**
   * Removes what was moved away, for {@link #TURN_NANOS} at the most, and tells of what was refused
   * since the last call.
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

  /** Tells once of each thing that stays, whatever was tried. */
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
   * Folders inside are moved up, so that depth costs neither stack nor descriptors. What cannot be
   * removed keeps nothing else.
   *
   * @return whether another time may remove more
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
   * What users moved about before it came here may be anything, and to open a pipe would wait. It
   * is what it is from now on: nobody but the collector gets into this folder.
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

  /** The dot makes openat(2) refuse whatever is no folder. */
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

  /** Whoever has it open still, or works inside, can make nothing more in it. */
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
        // A user who is not root moves no folder that is closed to them, their own either.
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          throw closed;
        }
        Files.setPosixFilePermissions(path, OURS);
        inside.move(name, up, removal.nextPlace().getFileName());
      }
    }
  }
}
