package dev.sessionlog.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifySocketTest {
  private static final int AF_UNIX = 1;
  private static final int DATAGRAM = 2;

  @TempDir private Path root;
  private final Unix unix = Unix.load();

  /** Binds a datagram socket, as a supervisor does. */
  private UnixFile supervisor(String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer address = UnixFile.allocate(2 + bytes.length);
    address.putShort((short) AF_UNIX).put(bytes).flip();
    int fd = unix.check(unix.libc().socket(AF_UNIX, DATAGRAM, 0), "socket");
    unix.check(unix.libc().bind(fd, address, address.remaining()), "bind");
    return new UnixFile(unix, "supervisor", fd);
  }

  private static String received(UnixFile supervisor) throws IOException {
    ByteBuffer message = UnixFile.allocate(100);
    supervisor.read(message);
    byte[] bytes = new byte[message.flip().remaining()];
    message.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void eachStateArrivesAsOneMessage() throws IOException {
    String path = root.resolve("notify").toString();
    try (UnixFile supervisor = supervisor(path)) {
      NotifySocket socket = NotifySocket.named(unix, path);
      socket.send("READY=1");
      socket.send("STOPPING=1");
      assertEquals("READY=1", received(supervisor));
      assertEquals("STOPPING=1", received(supervisor));
    }
  }

  @Test
  void anAbstractNameBeginsWithAnAtSign() throws IOException {
    String name = "sessionlog-test-" + ProcessHandle.current().pid();
    try (UnixFile supervisor = supervisor("\0" + name)) {
      NotifySocket.named(unix, "@" + name).send("WATCHDOG=1");
      assertEquals("WATCHDOG=1", received(supervisor));
    }
  }

  @Test
  void whatIsNoNameOfASocketIsRefused() {
    assertThrows(IOException.class, () -> NotifySocket.named(unix, "vsock:2:1"));
    assertThrows(IOException.class, () -> NotifySocket.named(unix, "/" + "x".repeat(200)));
  }

  @Test
  void aSupervisorThatIsGoneIsToldAsAnError() throws IOException {
    NotifySocket socket = NotifySocket.named(unix, root.resolve("none").toString());
    assertThrows(IOException.class, () -> socket.send("READY=1"));
  }
}
