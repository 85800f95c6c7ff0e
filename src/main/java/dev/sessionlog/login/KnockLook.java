package dev.sessionlog.login;

import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Looks at what stands where logins knock. A user can have mounted a file system of their own
 * (FUSE) at a name there, which answers when it likes: so what was opened by name alone is asked
 * for its facts only when it is on the folder's own mount.
 */
final class KnockLook {
  private final Unix unix;
  private final long mount;

  private KnockLook(Unix unix, long mount) {
    this.unix = unix;
    this.mount = mount;
  }

  /** Returns one for what is in {@code folder}. */
  static KnockLook in(Path folder, Unix unix) throws IOException {
    try (UnixFile open = unix.open(folder, OpenFlag.PATH)) {
      return new KnockLook(unix, open.mountId());
    }
  }

  /** What was seen. */
  enum Kind {
    /** It is gone. */
    GONE,
    /** It is a file system of its own, of which nothing more is known. */
    MOUNTED,
    /** It is in the folder, and its facts are known. */
    THERE
  }

  /**
   * What stands at a name.
   *
   * @param facts uid, mode, nlink, dev, ino and ctime of what is there; else none
   */
  record Seen(Kind kind, Map<String, Object> facts) {}

  /** Looks at a path; never waits for anybody. */
  Seen at(Path path) throws IOException {
    try (UnixFile open = unix.open(path, OpenFlag.PATH)) {
      return open.mountId() == mount
          ? new Seen(
              Kind.THERE, Files.readAttributes(open.alias(), "unix:uid,mode,nlink,dev,ino,ctime"))
          : new Seen(Kind.MOUNTED, Map.of());
    } catch (UnixException e) {
      if (e.absent()) {
        return new Seen(Kind.GONE, Map.of());
      }
      throw e;
    }
  }
}
