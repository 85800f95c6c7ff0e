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
 * The log dir itself in system mode: who may do what in it. It belongs to root and the readers'
 * group. One user, who writes the logs, may make files in it, by an access control list; it is
 * sticky, so that this user can remove and rename its own alone. All else that is ever made there
 * is made first, by root: a name that stands cannot be taken.
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
      List.of("sessions", "active", "audit", "index", "holds");
  private static final List<String> LOCKS = List.of("collector.lock", "holds.lock", "cleanup.lock");
  private static final Pattern USER_LOG = Pattern.compile(".+\\.log(\\.gz)?(\\.tmp)?");

  private final Unix unix;
  private final Path logDir;
  private final long group;
  private final Optional<Account> writer;
  private volatile boolean shared;

  /** What came of it. */
  enum Outcome {
    /** The writer may make files. */
    SHARED,
    /** There is no writer but root. */
    ROOT_ALONE,
    /** The file system has no access control lists: nobody but root may make files. */
    NO_LISTS,
    /** What is root's could not be made, as on a full disk: so nobody else may make any. */
    NOT_NOW
  }

  LogTop(Unix unix, Path logDir, long group, Optional<Account> writer) {
    this.unix = unix;
    this.logDir = logDir;
    this.group = group;
    this.writer = writer;
  }

  /**
   * Lets the writer make files, after whatever is root's has its place.
   *
   * @throws IOException when another's stands where root's must
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
      // Whoever may read a lock's file can lock it, and keep root waiting.
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

  /** Sets the access control list, and looks that it holds. */
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

  /** Sets it anew when somebody, such as tmpfiles.d(5), took it away. */
  boolean mend() throws IOException {
    if (!shared || (number(logDir, "mode") & 07777) == SHARED) {
      return false;
    }
    return share();
  }

  /**
   * Gives the writer its folder, and, once, what another wrote before. The folder itself is given
   * last: until then nobody else can put anything in its place.
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
   * Gives a file that has no other name: what was opened is looked at and given, whatever the name
   * says meanwhile.
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
