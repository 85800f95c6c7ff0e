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
 * An open file descriptor. Not thread-safe: only one thread at a time may use and close it, because
 * the number of a closed descriptor is reused.
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
   * Returns a path by which this process can open the same file again, whatever its name is now.
   */
  public Path alias() {
    return Path.of("/proc/self/fd/" + fd());
  }

  /** Returns its facts, by fstat(2). */
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

  /** Returns true if it is a regular file. */
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
   * Sets an access control list, see acl(5). The owner and others keep the bits of the mode, {@code
   * uid} gets the group bits of the mode, and no group has any rights.
   *
   * @throws UnixException if the file system knows no such lists; see {@link
   *     UnixException#unsupported}
   */
  public void allowOnly(long uid, int mode) throws IOException {
    ByteBuffer list = AccessList.encode(uid, mode);
    unix.check(unix.libc().fsetxattr(fd(), AccessList.ATTRIBUTE, list, list.remaining(), 0), name);
  }

  /**
   * Sets an access control list on the folder: the owner and {@code uid} have all rights, the group
   * those of {@code group}, and others none.
   *
   * @throws UnixException if the file system knows no such lists; see {@link
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
   * Moves up to {@code max} bytes from this pipe to the position of {@code target} in one system
   * call, so that every byte is in one of the two even if this process is killed. Never waits.
   *
   * @return the number of bytes moved; 0 if there are none now
   * @throws UnixException if the target cannot be written; the remaining bytes are still in the
   *     pipe
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
   * Reads available bytes, at most the remaining space of the buffer.
   *
   * @return the number of bytes read, 0 if there are none now, -1 at the end
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

  /**
   * Makes this descriptor refer to the file of {@code other}, atomically for all its users (dup2).
   */
  public void become(UnixFile other) throws IOException {
    unix.check(unix.posix().dup2(other.fd(), fd()), other.name);
  }

  /** Forces the content to the disk, as fdatasync(2) does. */
  public void sync() throws IOException {
    unix.check(unix.posix().fdatasync(fd()), name);
  }

  /**
   * Sets the capacity of a pipe in bytes; the kernel rounds up to a power of two of pages.
   *
   * @throws UnixException if the kernel refuses that many, because the user's limit for pipes is
   *     reached
   */
  public void setPipeSize(int bytes) throws IOException {
    unix.check(unix.libc().fcntl(fd(), F_SETPIPE_SZ, bytes), name);
  }

  /** Returns the capacity of a pipe in bytes. */
  public int pipeSize() throws IOException {
    return unix.check(unix.libc().fcntl(fd(), F_GETPIPE_SZ, 0), name);
  }

  /** Returns how many bytes are in a pipe. */
  public int waiting() throws IOException {
    Pointer count = Memory.allocateDirect(unix.runtime(), 4);
    unix.check(unix.libc().ioctl(fd(), FIONREAD, count), name);
    return count.getInt(0);
  }

  /**
   * Returns the size of the terminal behind this file; empty if it is not a terminal or has no
   * size.
   */
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

  /** Returns a direct buffer for {@link #read} and {@link #write}. */
  public static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Closes it and ignores errors of close(2). The descriptor is released in any case, and fsync(2)
   * has reported write errors before. An exception here would hide an earlier one, and lose objects
   * that own the file.
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
