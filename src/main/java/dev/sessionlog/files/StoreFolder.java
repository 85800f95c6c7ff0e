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
 * A folder of a log dir at the moment of a check: whether other users can exchange files in it.
 *
 * <p>A user who may write to a folder can replace a file with a link between its check and its use.
 * So nothing is written to a folder of another user, or to one that others can write to, unless it
 * is sticky (inode(7)), because in a sticky folder nobody can touch the files of root or of this
 * user.
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

  /** Returns true if {@code uid} is root or this process's user. */
  static boolean trusted(long uid) {
    return uid == ROOT || uid == Self.UID;
  }

  /**
   * Checks the folder of {@code file}, which need not exist.
   *
   * @throws NoSuchFileException if it is not there
   */
  static StoreFolder of(Path file) throws IOException {
    return at(file.toAbsolutePath().getParent());
  }

  /**
   * Checks a folder. A symbolic link is followed only if it belongs to root or this user.
   *
   * @throws NoSuchFileException if it is not there
   */
  public static StoreFolder at(Path path) throws IOException {
    Map<String, Object> facts = facts(path, LinkOption.NOFOLLOW_LINKS);
    if (Boolean.TRUE.equals(facts.get("isSymbolicLink"))) {
      if (!trusted(number(facts.get("uid")))) {
        throw new IOException(
            path + ": a symbolic link of uid " + facts.get("uid") + ", which is not followed");
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

  /** Returns true if users other than root and this one can exchange files here. */
  boolean exposed() {
    return !trusted(uid) || (mode & OTHERS_WRITE) != 0;
  }

  /** Returns true if the files of root and this user are nevertheless safe here. */
  boolean sticky() {
    return trusted(uid) && (mode & STICKY) != 0;
  }

  /**
   * Makes sure that this process may write here. If it owns the folder, and others can write to it,
   * this removes their permission.
   *
   * @throws IOException if it belongs to another user, or others can write to it
   */
  StoreFolder forWriting() throws IOException {
    boolean own = uid == Self.UID;
    if (!own && (Self.UID == ROOT || uid != ROOT)) {
      throw new IOException(
          path
              + ": belongs to "
              + Files.getOwner(path)
              + "; sessionlog writes there only as that user, for example with: runuser -u "
              + Files.getOwner(path)
              + " -- sessionlog ...");
    }
    if ((mode & OTHERS_WRITE) == 0 || sticky()) {
      return this;
    }
    if (!own) {
      throw new IOException(
          path + ": other users can write to it, so sessionlog does not; run chmod go-w on it");
    }
    setMode(path, mode & ~OTHERS_WRITE);
    return new StoreFolder(path, uid, mode & ~OTHERS_WRITE);
  }

  /**
   * Returns the permissions of a new file here: its group may read it if root keeps logs for a
   * group.
   */
  Set<PosixFilePermission> filePermissions() {
    return shared() ? SHARED_FILE : OWN_FILE;
  }

  /** System mode keeps logs for a group in a set-group-id folder of root. */
  private boolean shared() {
    return uid == ROOT && (mode & SET_GROUP_ID) != 0;
  }

  /** Makes a folder unless it exists, and those above it, which are not checked. */
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
        // Whatever exists there is checked now.
      }
      return at(path);
    }
  }

  /** Forces the names in a folder to the disk. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(at(path).path(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes a folder in another.
   *
   * @throws FileAlreadyExistsException if anything has that name
   */
  static void create(Path path, StoreFolder above) throws IOException {
    Files.createDirectory(path);
    // By its path, because the umask may deny this process access to the new folder.
    try {
      setMode(path, above.shared() ? SET_GROUP_ID | SHARED_FOLDER : OWN_FOLDER);
    } catch (IOException e) {
      Files.deleteIfExists(path); // otherwise nobody would use or remove it
      throw e;
    }
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }
}
