package dev.sessionlog.unix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The socket on which a service reports its state to its supervisor, see sd_notify(3). Thread-safe.
 */
public final class NotifySocket {
  private static final int AF_UNIX = 1;
  private static final int DATAGRAM_CLOEXEC = 2 | 02000000;
  private static final int DONTWAIT = 0x40;
  private static final int LONGEST_NAME = 107;

  private final Unix unix;
  private final byte[] name;

  private NotifySocket(Unix unix, byte[] name) {
    this.unix = unix;
    this.name = name;
  }

  /**
   * Returns the socket of that name.
   *
   * @param name the value of {@code NOTIFY_SOCKET}: a path, or {@code @} and an abstract name
   * @throws IOException if it is neither
   */
  public static NotifySocket named(Unix unix, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 2 || bytes.length > LONGEST_NAME || (bytes[0] != '/' && bytes[0] != '@')) {
      throw new IOException("NOTIFY_SOCKET: not the name of a socket: " + name);
    }
    if (bytes[0] == '@') {
      bytes[0] = 0;
    }
    return new NotifySocket(unix, bytes);
  }

  /**
   * Sends a state, for example {@code READY=1}; never waits.
   *
   * @throws IOException if it cannot be delivered
   */
  public void send(String state) throws IOException {
    ByteBuffer address = UnixFile.allocate(Short.BYTES + name.length);
    address.putShort((short) AF_UNIX).put(name).flip();
    byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = UnixFile.allocate(bytes.length);
    message.put(bytes).flip();
    int fd = unix.check(unix.libc().socket(AF_UNIX, DATAGRAM_CLOEXEC, 0), "NOTIFY_SOCKET");
    try (UnixFile socket = new UnixFile(unix, "NOTIFY_SOCKET", fd)) {
      if (unix.libc()
              .sendto(
                  socket.fd(), message, message.remaining(), DONTWAIT, address, address.remaining())
          < 0) {
        throw unix.failure("NOTIFY_SOCKET");
      }
    }
  }
}
