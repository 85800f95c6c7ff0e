package dev.sessionlog.unix;

import jnr.ffi.Pointer;

/** The functions of libc that jnr-posix lacks. Public since jnr-ffi implements it at run time. */
public interface LibC {
  /** splice(2); offsets are null: pipes have none, files go on at their position. */
  long splice(int in, Pointer inOffset, int out, Pointer outOffset, long length, int flags);

  /** poll(2). */
  int poll(Pointer descriptors, long count, int timeoutMillis);

  /** ioctl(2) with a pointer. */
  int ioctl(int fd, long request, Pointer argument);

  /** fcntl(2) with a number. */
  int fcntl(int fd, int command, int argument);

  /** fchmod(2). */
  int fchmod(int fd, int mode);
}
