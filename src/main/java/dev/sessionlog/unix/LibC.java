package dev.sessionlog.unix;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;

/** The functions of libc that jnr-posix lacks. Public because jnr-ffi implements it at run time. */
public interface LibC {
  /** splice(2). Offsets are null: pipes have none, and files use their position. */
  long splice(int in, Pointer inOffset, int out, Pointer outOffset, long length, int flags);

  /** syscall(2) with three arguments, for calls without a function in every libc. */
  long syscall(long number, long first, long second, long third);

  /** syscall(2) with four arguments. */
  long syscall(long number, long first, long second, long third, long fourth);

  /** poll(2). */
  int poll(Pointer descriptors, long count, int timeoutMillis);

  /** ioctl(2) with a pointer. */
  int ioctl(int fd, long request, Pointer argument);

  /** fcntl(2) with a number. */
  int fcntl(int fd, int command, int argument);

  /** fchmod(2). */
  int fchmod(int fd, int mode);

  /** fsetxattr(2). */
  int fsetxattr(int fd, String name, ByteBuffer value, long size, int flags);

  /** statx(2). */
  int statx(int folder, String path, int flags, int mask, Pointer facts);

  /** statvfs(3). */
  int statvfs(String path, Pointer facts);

  /** getgrouplist(3); {@code count} holds one int, in and out. */
  int getgrouplist(String user, int group, int[] groups, Pointer count);

  /** socket(2). */
  int socket(int domain, int type, int protocol);

  /** bind(2). */
  int bind(int fd, ByteBuffer address, int length);

  /** listen(2). */
  int listen(int fd, int backlog);

  /** accept4(2); addresses are null. */
  int accept4(int fd, Pointer address, Pointer length, int flags);

  /** sendto(2). */
  long sendto(
      int fd, ByteBuffer message, long size, int flags, ByteBuffer address, int addressLength);

  /** getsockopt(2). */
  int getsockopt(int fd, int level, int name, Pointer value, Pointer length);
}
