package dev.sessionlog.unix;

import java.io.IOException;
import jnr.constants.platform.Errno;

/**
 * A system call that failed: the path or thing it was about, and the reason in the system's words.
 */
public final class UnixException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  UnixException(String about, int errno) {
    this(about, Errno.valueOf(errno));
  }

  private UnixException(String about, Errno errno) {
    super(about + ": " + errno.description());
    this.errno = errno;
  }

  /** Returns true for ENXIO: a pipe opened for writing has no reader yet. */
  public boolean noReader() {
    return errno == Errno.ENXIO;
  }

  /** Returns true for ENOENT: it does not exist. */
  public boolean absent() {
    return errno == Errno.ENOENT;
  }

  /** Returns true for ELOOP: a symbolic link stands where none may. */
  public boolean symbolicLink() {
    return errno == Errno.ELOOP;
  }

  /** Returns true for EPIPE: nobody reads any more. */
  public boolean readerGone() {
    return errno == Errno.EPIPE;
  }

  /** Returns true when the kernel or file system does not offer this. */
  public boolean unsupported() {
    return errno == Errno.EINVAL || errno == Errno.ENOSYS || errno == Errno.EOPNOTSUPP;
  }

  boolean interrupted() {
    return errno == Errno.EINTR;
  }

  boolean wouldBlock() {
    return errno == Errno.EAGAIN;
  }
}
