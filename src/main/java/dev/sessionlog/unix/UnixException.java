package dev.sessionlog.unix;

import java.io.IOException;
import jnr.constants.platform.Errno;

/** Reports a failed system call: the path or object, and the reason in the words of the system. */
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

  /** Returns true for ELOOP: a symbolic link where none is allowed. */
  public boolean symbolicLink() {
    return errno == Errno.ELOOP;
  }

  /** Returns true for EPIPE: there is no reader any more. */
  public boolean readerGone() {
    return errno == Errno.EPIPE;
  }

  /** Returns true if the kernel or file system does not support this. */
  public boolean unsupported() {
    return errno == Errno.EINVAL
        || errno == Errno.ENOSYS
        // Both names have the same number, and platforms differ in which one they report.
        || errno == Errno.EOPNOTSUPP
        || errno == Errno.ENOTSUP;
  }

  boolean interrupted() {
    return errno == Errno.EINTR;
  }

  boolean wouldBlock() {
    return errno == Errno.EAGAIN;
  }
}
