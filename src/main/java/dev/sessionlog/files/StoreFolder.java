package dev.sessionlog.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * A folder of a log dir, as one look found it: whether what is written there stays what it was
 * written as.
 *
 * <p>Who may write in a folder can exchange a file there for a link to another's, between a look at
 * it and its use. So nothing is written in a folder of somebody else's, or where others can write,
 * unless it is sticky (inode(7)): there nobody can touch what is root's or one's own.
 *
 * @param path where it is
 * @param uid whose it is
 * @param mode its permission bits, with set-id and sticky bits
 */
public record StoreFolder(Path path, long uid, int mode) {
  private static final long ROOT = 0;
  private static final int SET_GROUP_ID = 02000;
  private static final int STICKY = 01000;
  private static final int OTHERS_WRITE = 0022;
  private static final int SHARED_FOLDER = 0750;
  private static final int OWN_FOLDER = 0700;
  private static final Set<PosixFilePermission> SHARED_FILE =
      PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> OWN_FILE =
      PosixFilePermissions.fromString("rw-------");

  /** Who this process is for the file system. Asked once, when it is first needed. */
  private static final class Self {
    static final long UID = ask();

    private static long ask() {
      try {
        return number(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
      } catch (IOException e) {
        throw new IllegalStateException("/proc cannot be read, and is needed", e);
      }
    }
  }

  private static long number(Object attribute) {
    return Integer.toUnsignedLong((Integer) attribute);
  }

  /** Tells whether what belongs to {@code uid} is no stranger's: root's, or this process's own. */
  static boolean trusted(long uid) {
    return uid == ROOT || uid == Self.UID;
  }

  /**
   * Looks at the folder in which {@code file} is or will be.
   *
   * @throws NoSuchFileException when it is not there
   */
  static StoreFolder of(Path file) throws IOException {
    return at(file.toAbsolutePath().getParent());
  }

  /**
   * Looks at a folder. A symbolic link counts as the folder only where root or this user made it.
   *
   * @throws NoSuchFileException when it is not there
   */
  public static StoreFolder at(Path path) throws IOException {
    Map<String, Object> facts = facts(path, LinkOption.NOFOLLOW_LINKS);
    if (Boolean.TRUE.equals(facts.get("isSymbolicLink"))) {
      if (!trusted(number(facts.get("uid")))) {
        throw new IOException(
            path + ": a symbolic link of uid " + facts.get("uid") + "; it is not followed");
      }
      facts = facts(path);
    }
    if (!Boolean.TRUE.equals(facts.get("isDirectory"))) {
      throw new NotDirectoryException(path.toString());
    }
    return new StoreFolder(path, number(facts.get("uid")), (Integer) facts.get("mode") & 07777);
  }

  private static Map<String, Object> facts(Path path, LinkOption... options) throws IOException {
    return Files.readAttributes(path, "unix:uid,mode,isSymbolicLink,isDirectory", options);
  }

  /** Tells whether somebody but root and this process's user can exchange files here. */
  boolean exposed() {
    return !trusted(uid) || (mode & OTHERS_WRITE) != 0;
  }

  /** Tells whether what belongs to root or this process's user is safe here all the same. */
  boolean sticky() {
    return trusted(uid) && (mode & STICKY) != 0;
  }

  /**
   * Makes sure that this process may write here. Where others can write in a folder of its own,
   * that ends now.
   *
   * @throws IOException when it is somebody else's, or others can write there
   */
  StoreFolder forWriting() throws IOException {
    boolean own = uid == Self.UID;
    if (!own && (Self.UID == ROOT || uid != ROOT)) {
      throw new IOException(
          path
              + ": belongs to "
              + Files.getOwner(path)
              + "; sessionlog writes there as that user alone, as with: runuser -u "
              + Files.getOwner(path)
              + " -- sessionlog ...");
    }
    if ((mode & OTHERS_WRITE) == 0 || sticky()) {
      return this;
    }
    if (!own) {
      throw new IOException(
          path + ": others can write there; nothing is written there before chmod go-w");
    }
    setMode(path, mode & ~OTHERS_WRITE);
    return new StoreFolder(path, uid, mode & ~OTHERS_WRITE);
  }

  /** Returns the permissions of a file here: its group reads it where root keeps logs for one. */
  Set<PosixFilePermission> filePermissions() {
    return shared() ? SHARED_FILE : OWN_FILE;
  }

  /** A set-group-id folder of root's is how system mode keeps logs for a group. */
  private boolean shared() {
    return uid == ROOT && (mode & SET_GROUP_ID) != 0;
  }

  /** Makes a folder unless it is there, and those above it, which are looked at no further. */
  static StoreFolder make(Path path) throws IOException {
    try {
      return at(path);
    } catch (NoSuchFileException notYet) {
      Path parent = path.toAbsolutePath().getParent();
      return make(path, make(parent == null ? path : parent));
    }
  }

  /** Makes a folder in another, unless it is there. */
  static StoreFolder make(Path path, StoreFolder above) throws IOException {
    try {
      return at(path);
    } catch (NoSuchFileException notYet) {
      try {
        create(path, above);
      } catch (FileAlreadyExistsException sooner) {
        // Whatever it is, it is looked at now.
      }
      return at(path);
    }
  }

  /** Makes the names in a folder survive a loss of power. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(at(path).path(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes a folder in another.
   *
   * @throws FileAlreadyExistsException when anything has that name
   */
  static void create(Path path, StoreFolder above) throws IOException {
    Files.createDirectory(path);
    // By its path: the folder may be closed to this very process, by its umask.
    try {
      setMode(path, above.shared() ? SET_GROUP_ID | SHARED_FOLDER : OWN_FOLDER);
    } catch (IOException e) {
      Files.deleteIfExists(path); // nobody would use it, nor remove it
      throw e;
    }
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }
}
