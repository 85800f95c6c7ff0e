package dev.sessionlog.unix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * A listening Unix domain stream socket, see unix(7). Java has them, too, but cannot tell which
 * process is at the other end. For one thread.
 */
public final class LocalSocket implements Closeable {
  private static final int AF_UNIX = 1;
  private static final int STREAM_NONBLOCK_CLOEXEC = 1 | 04000 | 02000000;
  private static final int NONBLOCK_CLOEXEC = 04000 | 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;
  private static final int BACKLOG = 128;
  private static final int LONGEST_PATH = 107;
  private static final int CREDENTIALS = 12;

  private final Unix unix;
  private final UnixFile socket;

  private LocalSocket(Unix unix, UnixFile socket) {
    this.unix = unix;
    this.socket = socket;
  }

  /**
   * A process that has connected.
   *
   * @param stream reads what the process writes, and never blocks
   * @param pid the process that connected
   * @param uid its effective user at that time
   */
  public record Peer(UnixFile stream, long pid, long uid) implements Closeable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /**
   * Creates the socket at {@code path}, which must not exist, with the mode that the umask leaves.
   */
  public static LocalSocket listen(Unix unix, Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_PATH) {
      throw new IOException(path + ": too long for the path of a socket");
    }
    int fd = unix.check(unix.libc().socket(AF_UNIX, STREAM_NONBLOCK_CLOEXEC, 0), "socket");
    UnixFile socket = new UnixFile(unix, path.toString(), fd);
    try {
      ByteBuffer address = UnixFile.allocate(2 + name.length + 1);
      address.putShort((short) AF_UNIX).put(name).put((byte) 0).flip();
      unix.check(unix.libc().bind(fd, address, address.remaining()), path.toString());
      unix.check(unix.libc().listen(fd, BACKLOG), path.toString());
      return new LocalSocket(unix, socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the file to poll for connections. */
  public UnixFile file() {
    return socket;
  }

  /** Accepts the next connection; empty if there is none. */
  public Optional<Peer> acceptNow() throws IOException {
    int fd = unix.libc().accept4(socket.fd(), null, null, NONBLOCK_CLOEXEC);
    if (fd < 0) {
      UnixException failure = unix.failure(socket.toString());
      if (failure.wouldBlock() || failure.interrupted()) {
        return Optional.empty();
      }
      throw failure;
    }
    UnixFile stream = new UnixFile(unix, socket.toString(), fd);
    try {
      Pointer credentials = Memory.allocateDirect(unix.runtime(), CREDENTIALS);
      Pointer length = Memory.allocateDirect(unix.runtime(), Integer.BYTES);
      length.putInt(0, CREDENTIALS);
      unix.check(
          unix.libc().getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, length),
          socket.toString());
      long uid = Integer.toUnsignedLong(credentials.getInt(4));
      return Optional.of(new Peer(stream, credentials.getInt(0), uid));
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
