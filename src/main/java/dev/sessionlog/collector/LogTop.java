package dev.sessionlog.collector;

import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.FolderEntries;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permissions of the log dir itself in system mode. It belongs to root and the readers' group.
 * An access control list allows the user that writes logs to create files in it, and it is sticky,
 * so that this user can remove and rename only its own files. Root creates all other entries first,
 * because an existing name cannot be taken.
 */
final class LogTop {
  private static final Logger LOG = LoggerFactory.getLogger(LogTop.class);
  private static final long ROOT = 0;
  private static final int REGULAR = 010;
  private static final int SHARED = 03770;
  private static final int PLAIN = 02750;
  private static final int FOLDER = 02750;
  private static final int LOCK = 0600;
  private static final int WRITERS_OWN = 0700;
  private static final int GROUP_MAY = 5;
  private static final List<String> FOLDERS =
      List.of("sessions", "active", "audit", "index", "holds", "ledger");
  private static final List<String> LOCKS = List.of("collector.lock", "holds.lock", "cleanup.lock");
  private static final Pattern USER_LOG = Pattern.compile(".+\\.log(\\.gz)?(\\.tmp)?");

  private final Unix unix;
  private final Path logDir;
  private final long group;
  private final Optional<Account> writer;
  private volatile boolean shared;

  /** The result. */
  enum Outcome {
    /** The writer may create files. */
    SHARED,
    /** Only root writes. */
    ROOT_ALONE,
    /** The file system has no access control lists, so only root may create files. */
    NO_LISTS,
    /**
     * The entries of root could not be created, for example on a full disk, so nobody else may
     * create any.
     */
    NOT_NOW
  }

  LogTop(Unix unix, Path logDir, long group, Optional<Account> writer) {
    this.unix = unix;
    this.logDir = logDir;
    this.group = group;
    this.writer = writer;
  }

  /**
   * Allows the writer to create files, after the entries of root exist.
   *
   * @throws IOException if an entry of root exists but belongs to another user
   */
  Outcome prepare() throws IOException {
    try {
      makeWhatIsRoots();
      if (writer.isEmpty()) {
        giveWriterItsOwn(ROOT);
        return Outcome.ROOT_ALONE;
      }
    } catch (IOException fullOrReadOnly) {
      LOG.warn("{}", fullOrReadOnly.toString());
      return Outcome.NOT_NOW;
    }
    for (String name : FOLDERS) {
      Path folder = logDir.resolve(name);
      requireRoots(folder, Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    }
    for (String name : LOCKS) {
      Path file = logDir.resolve(name);
      requireRoots(file, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
      // A user who can read a lock's file can lock it, and block root.
      Files.setAttribute(file, "unix:mode", LOCK, LinkOption.NOFOLLOW_LINKS);
    }
    shared = share();
    giveWriterItsOwn(shared ? writer.orElseThrow().uid() : ROOT);
    return shared ? Outcome.SHARED : Outcome.NO_LISTS;
  }

  private void makeWhatIsRoots() throws IOException {
    for (String name : FOLDERS) {
      makeFolder(logDir.resolve(name), FOLDER);
    }
    for (String name : LOCKS) {
      makeFile(logDir.resolve(name));
    }
  }

  private static void makeFile(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
    }
  }

  private static void makeFolder(Path folder, int mode) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
      Files.setAttribute(folder, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static void requireRoots(Path path, boolean rightKind) throws IOException {
    long uid = number(path, "uid");
    if (!rightKind || uid != ROOT) {
      throw new IOException(
          path
              + ": belongs to uid "
              + uid
              + " or is of another kind, expected root's own; move it");
    }
  }

  /** Sets the access control list, and checks that it is effective. */
  private boolean share() throws IOException {
    try (UnixFile top = unix.open(logDir, OpenFlag.READ)) {
      top.chmod(PLAIN | 01000);
      top.allowBeside(writer.orElseThrow().uid(), GROUP_MAY);
      return (top.facts().mode() & 07777) == SHARED;
    } catch (UnixException e) {
      if (!e.unsupported()) {
        throw e;
      }
      try (UnixFile top = unix.open(logDir, OpenFlag.READ)) {
        top.chmod(PLAIN);
      }
      return false;
    }
  }

  /** Sets it again if it was removed, for example by tmpfiles.d(5). */
  boolean mend() throws IOException {
    if (!shared || (number(logDir, "mode") & 07777) == SHARED) {
      return false;
    }
    return share();
  }

  /**
   * Gives the writer its folder and, once, the files of a previous writer. The folder itself is
   * given last, so that until then nobody else can exchange its files.
   */
  private void giveWriterItsOwn(long uid) throws IOException {
    Path folder = logDir.resolve("transcripts");
    makeFolder(folder, WRITERS_OWN);
    try (UnixFile own = unix.open(folder, OpenFlag.READ)) {
      if (!Files.isDirectory(own.alias())) {
        throw new IOException(folder + ": not a folder; remove it");
      }
      if (own.facts().uid() == uid) {
        return;
      }
      giveFiles(own.alias(), uid, Pattern.compile(".+"));
      giveFiles(logDir, uid, USER_LOG);
      own.giveTo(uid, group);
    }
  }

  private void giveFiles(Path folder, long uid, Pattern names) throws IOException {
    for (Path entry : FolderEntries.of(folder)) {
      if (names.matcher(entry.getFileName().toString()).matches()) {
        give(entry, uid);
      }
    }
  }

  /**
   * Gives a file without other names: the opened file is checked and given, whatever its name leads
   * to meanwhile.
   */
  private void give(Path path, long uid) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(path, "unix:mode,ino,dev", LinkOption.NOFOLLOW_LINKS);
    if ((Integer) seen.get("mode") >> 12 != REGULAR) {
      return;
    }
    try (UnixFile open = unix.open(path, OpenFlag.READ, OpenFlag.NONBLOCK)) {
      FileFacts facts = open.facts();
      if (facts.inode() == (Long) seen.get("ino")
          && facts.device() == (Long) seen.get("dev")
          && facts.links() == 1) {
        open.giveTo(uid, group);
      }
    }
  }

  private static long number(Path path, String attribute) throws IOException {
    return number(Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS));
  }

  private static long number(Object value) {
    return Integer.toUnsignedLong((Integer) value);
  }
}
