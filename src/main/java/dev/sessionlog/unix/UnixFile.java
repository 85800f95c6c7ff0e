package dev.sessionlog.unix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.posix.FileStat;

/**
 * An open file descriptor. Not thread-safe: one thread at a time uses and closes it, since a number
 * that is closed is soon another file's.
 */
public final class UnixFile implements Closeable {
  private static final int F_SETPIPE_SZ = 1031;
  private static final int F_GETPIPE_SZ = 1032;
  private static final long FIONREAD = 0x541B;
  private static final long TIOCGWINSZ = 0x5413;
  private static final int SPLICE_F_MOVE_NONBLOCK = 1 | 2;
  private static final int SEEK_END = 2;

  private final Unix unix;
  private final String name;
  private int fd;

  UnixFile(Unix unix, String name, int fd) {
    this.unix = unix;
    this.name = name;
    this.fd = fd;
  }

  int fd() {
    if (fd < 0) {
      throw new IllegalStateException(name + " is closed");
    }
    return fd;
  }

  /**
   * Returns a path by which this process can open the very file again, whatever its name is now.
   */
  public Path alias() {
    return Path.of("/proc/self/fd/" + fd());
  }

  /** Returns what fstat(2) says. */
  public FileFacts facts() throws IOException {
    FileStat stat = unix.posix().allocateStat();
    if (unix.posix().fstat(fd(), stat) < 0) {
      throw unix.failure(name);
    }
    return new FileFacts(
        stat.isFifo(),
        Integer.toUnsignedLong(stat.uid()),
        stat.mode() & 07777,
        stat.dev(),
        stat.ino(),
        stat.st_size(),
        stat.nlink());
  }

  /** Returns true when it is a regular file, and neither a folder nor a pipe, device or socket. */
  public boolean isRegular() throws IOException {
    FileStat stat = unix.posix().allocateStat();
    if (unix.posix().fstat(fd(), stat) < 0) {
      throw unix.failure(name);
    }
    return stat.isFile();
  }

  /** Sets the permission bits exactly, whatever the umask. */
  public void chmod(int mode) throws IOException {
    unix.check(unix.libc().fchmod(fd(), mode), name);
  }

  /**
   * Gives the file an access control list, as acl(5) has it: the owner's bits and those of others
   * are the mode's; the mode's group bits are what {@code uid} may do, and no group may do
   * anything.
   *
   * @throws UnixException when the file system knows no such lists; see {@link
   *     UnixException#unsupported}
   */
  public void allowOnly(long uid, int mode) throws IOException {
    ByteBuffer list = AccessList.encode(uid, mode);
    unix.check(unix.libc().fsetxattr(fd(), AccessList.ATTRIBUTE, list, list.remaining(), 0), name);
  }

  /**
   * Gives the folder an access control list beside its mode: {@code uid} may do everything in it,
   * its group what {@code group} says, the owner everything, and others nothing.
   *
   * @throws UnixException when the file system knows no such lists; see {@link
   *     UnixException#unsupported}
   */
  public void allowBeside(long uid, int group) throws IOException {
    ByteBuffer list = AccessList.encodeBeside(uid, group);
    unix.check(unix.libc().fsetxattr(fd(), AccessList.ATTRIBUTE, list, list.remaining(), 0), name);
  }

  /** Gives the file to a user and a group. */
  public void giveTo(long uid, long gid) throws IOException {
    unix.check(unix.posix().fchown(fd(), (int) uid, (int) gid), name);
  }

  /** Gives the file to a group; the owner stays. */
  public void chgrp(long gid) throws IOException {
    unix.check(unix.posix().fchown(fd(), -1, (int) gid), name);
  }

  /**
   * Moves up to {@code max} bytes from this pipe to the end position of {@code target} in one
   * kernel step: a byte is in the one or the other, also when this process is killed meanwhile.
   * Never waits.
   *
   * @return the number of bytes moved; 0 when there is none now
   * @throws UnixException when the target refuses; what it did not take is still in the pipe
   */
  public long splice(UnixFile target, long max) throws IOException {
    long moved = unix.libc().splice(fd(), null, target.fd(), null, max, SPLICE_F_MOVE_NONBLOCK);
    if (moved >= 0) {
      return moved;
    }
    UnixException failure = unix.failure(target.name);
    if (failure.wouldBlock() || failure.interrupted()) {
      return 0;
    }
    throw failure;
  }

  /**
   * Reads what is there, at most the buffer's remaining space.
   *
   * @return the number of bytes read, 0 when there is none now, -1 at the end
   */
  public int read(ByteBuffer buffer) throws IOException {
    int count = unix.posix().read(fd(), buffer, buffer.remaining());
    if (count > 0) {
      buffer.position(buffer.position() + count);
      return count;
    }
    if (count == 0) {
      return -1;
    }
    UnixException failure = unix.failure(name);
    if (failure.wouldBlock() || failure.interrupted()) {
      return 0;
    }
    throw failure;
  }

  /** Writes all of the buffer. */
  public void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int count = unix.posix().write(fd(), buffer, buffer.remaining());
      if (count >= 0) {
        buffer.position(buffer.position() + count);
        continue;
      }
      UnixException failure = unix.failure(name);
      if (!failure.interrupted()) {
        throw failure;
      }
    }
  }

  /** Goes to the end of the file, and returns its length in bytes. */
  public long seekEnd() throws IOException {
    long length = unix.posix().lseekLong(fd(), 0, SEEK_END);
    if (length < 0) {
      throw unix.failure(name);
    }
    return length;
  }

  /** Is from now on the file that {@code other} is; for all who have this one, at once. */
  public void become(UnixFile other) throws IOException {
    unix.check(unix.posix().dup2(other.fd(), fd()), other.name);
  }

  /** Forces the content to the disk, as fdatasync(2) does. */
  public void sync() throws IOException {
    unix.check(unix.posix().fdatasync(fd()), name);
  }

  /**
   * Sets how many bytes a pipe holds; the kernel rounds up to a power of two of pages.
   *
   * @throws UnixException when the kernel refuses so many: the user's limit for pipes is reached
   */
  public void setPipeSize(int bytes) throws IOException {
    unix.check(unix.libc().fcntl(fd(), F_SETPIPE_SZ, bytes), name);
  }

  /** Returns how many bytes a pipe holds. */
  public int pipeSize() throws IOException {
    return unix.check(unix.libc().fcntl(fd(), F_GETPIPE_SZ, 0), name);
  }

  /** Returns how many bytes wait in a pipe. */
  public int waiting() throws IOException {
    Pointer count = Memory.allocateDirect(unix.runtime(), 4);
    unix.check(unix.libc().ioctl(fd(), FIONREAD, count), name);
    return count.getInt(0);
  }

  /** Returns the size of the terminal behind this file; empty when it is none or knows no size. */
  public Optional<WindowSize> windowSize() {
    Pointer size = Memory.allocateDirect(unix.runtime(), 8);
    if (unix.libc().ioctl(fd(), TIOCGWINSZ, size) < 0) {
      return Optional.empty();
    }
    int rows = Short.toUnsignedInt(size.getShort(0));
    int columns = Short.toUnsignedInt(size.getShort(2));
    return rows == 0 || columns == 0
        ? Optional.empty()
        : Optional.of(new WindowSize(columns, rows));
  }

  /** Returns a buffer fit for {@link #read} and {@link #write}: native code can reach it. */
  public static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Closes it, whatever close(2) says: the descriptor is gone in any case, and what an error tells
   * of bytes that were written, fsync(2) told before. Thrown, it would hide what was done with the
   * file until here, and lose what was opened by it.
   */
  @Override
  public void close() {
    if (fd >= 0) {
      int closing = fd;
      fd = -1;
      unix.posix().close(closing);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
