package dev.sessionlog.unix;

import java.io.IOException;
import java.nio.file.Path;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * Facts of files from the kernel's cache, by statx(2) with AT_STATX_DONT_SYNC. The file system is
 * not asked, because it may belong to a user (FUSE) and block. For one thread.
 */
public final class KnownFacts {
  private static final int CURRENT_FOLDER = -100;
  private static final int NOFOLLOW = 0x100;
  private static final int NO_AUTOMOUNT = 0x800;
  private static final int DONT_SYNC = 0x4000;
  private static final int BASIC_STATS = 0x7ff;
  private static final int SIZE = 256;
  private static final int LINKS = 16;
  private static final int UID = 20;
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int CHANGED_SECONDS = 96;
  private static final int CHANGED_NANOS = 104;
  private static final int DEVICE_MAJOR = 136;
  private static final int DEVICE_MINOR = 140;

  private final Unix unix;
  private final Pointer facts;

  KnownFacts(Unix unix, jnr.ffi.Runtime runtime) {
    this.unix = unix;
    this.facts = Memory.allocateDirect(runtime, SIZE);
  }

  /**
   * A file.
   *
   * @param mode its type and permission bits
   * @param device its device, as in stat(2)
   * @param changed the seconds and nanoseconds of its last change
   */
  public record Known(int mode, long uid, long links, long device, long inode, Changed changed) {}

  /** A time. */
  public record Changed(long seconds, int nanos) {}

  /**
   * Returns the facts of the file at a path; a symbolic link is not followed.
   *
   * @throws UnixException if there is no file
   */
  public Known of(Path path) throws IOException {
    return of(path, NOFOLLOW);
  }

  /** Returns the facts of the file behind a descriptor in proc(5). */
  public Known ofDescriptor(Path descriptor) throws IOException {
    return of(descriptor, 0);
  }

  private Known of(Path path, int more) throws IOException {
    int flags = more | NO_AUTOMOUNT | DONT_SYNC;
    String name = path.toString();
    unix.check(unix.libc().statx(CURRENT_FOLDER, name, flags, BASIC_STATS, facts), name);
    return new Known(
        Short.toUnsignedInt(facts.getShort(MODE)),
        Integer.toUnsignedLong(facts.getInt(UID)),
        Integer.toUnsignedLong(facts.getInt(LINKS)),
        device(
            Integer.toUnsignedLong(facts.getInt(DEVICE_MAJOR)),
            Integer.toUnsignedLong(facts.getInt(DEVICE_MINOR))),
        facts.getLong(INODE),
        new Changed(facts.getLong(CHANGED_SECONDS), facts.getInt(CHANGED_NANOS)));
  }

  /** Like makedev(3). */
  private static long device(long major, long minor) {
    return (major & 0xfffff000L) << 32
        | (major & 0xfff) << 8
        | (minor & 0xffffff00L) << 12
        | (minor & 0xff);
  }
}
