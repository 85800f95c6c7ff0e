package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.unix.LocalSocket;
import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Unix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that say what they show while others hold the socket of the audit log. */
class AuditConnectionsTest {
  private static final Unix UNIX = Unix.load();

  @TempDir private Path dir;
  private Path path;
  private Readiness.Stop stop;
  private AuditConnections connections;
  private Thread thread;
  private final List<String> noted = new CopyOnWriteArrayList<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> channels = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    path = dir.resolve("audit");
    stop = UNIX.newStop();
    connections =
        new AuditConnections(
            UNIX,
            LocalSocket.listen(UNIX, path),
            new ProcessTable(Path.of("/proc")),
            stop,
            (connection, what) -> noted.add(connection.peer().uid() + " " + what),
            troubles::add);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    thread =
        new Thread(
            () -> {
              try {
                connections.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
  }

  @AfterEach
  void close() throws Exception {
    stop.stop();
    thread.join();
    connections.close();
    for (SocketChannel channel : channels) {
      channel.close();
    }
    assertEquals(List.of(), troubles);
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
    channels.add(channel);
    return channel;
  }

  private String say(SocketChannel channel, String line) throws IOException {
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer answer = ByteBuffer.allocate(16);
    int count = channel.read(answer);
    return new String(answer.array(), 0, Math.max(0, count), StandardCharsets.US_ASCII);
  }

  @Test
  void aHundredIdleConnectionsOfTheSameUserHoldUpNobody() throws Exception {
    for (int i = 0; i < 100; i++) {
      connect();
    }
    assertTimeoutPreemptively(
        Duration.ofMillis(900), () -> assertEquals("noted\n", say(connect(), "tail alice\n")));
    assertEquals(List.of(UNIX.uid() + " tail alice"), noted);
  }

  @Test
  @Tag("machine")
  void aHundredIdleConnectionsOfAnotherHoldUpNobody() throws Exception {
    assumeTrue(UNIX.uid() == 0, "needs root");
    Process hostile = hostile("sleep 60");
    try {
      for (int i = 0; i < 20; i++) {
        SocketChannel mine = connect();
        assertTimeoutPreemptively(
            Duration.ofMillis(900), () -> assertEquals("noted\n", say(mine, "tail alice\n")));
      }
    } finally {
      hostile.destroyForcibly().waitFor();
    }
  }

  /** Runs a program that connects a hundred times as somebody else and then does something more. */
  private Process hostile(String then) throws IOException {
    String perl =
        "use IO::Socket::UNIX; $| = 1;"
            + " push @c, IO::Socket::UNIX->new(Peer => '"
            + path
            + "') for 1..100; print \"ready\\n\"; "
            + then;
    Process process =
        new ProcessBuilder(
                "setpriv", "--reuid=61001", "--regid=61001", "--clear-groups", "perl", "-e", perl)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("ready", out.readLine());
    return process;
  }

  @Test
  @Tag("machine")
  void anotherWhoSaysMuchTakesTurns() throws Exception {
    assumeTrue(UNIX.uid() == 0, "needs root");
    Process hostile =
        hostile(
            "while (1) { $c = IO::Socket::UNIX->new(Peer => '"
                + path
                + "'); print $c \"tail x\\n\"; push @c, $c; shift @c if @c > 300 }");
    try {
      for (int i = 0; i < 50; i++) {
        SocketChannel mine = connect();
        assertTimeoutPreemptively(
            Duration.ofMillis(900), () -> assertEquals("noted\n", say(mine, "tail alice\n")));
      }
    } finally {
      hostile.destroyForcibly().waitFor();
    }
    assertTrue(noted.contains("61001 tail x"), noted::toString);
  }

  @Test
  void whatSaysNothingIsHungUpOnAndNotNoted() throws Exception {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertEquals(-1, connect().read(ByteBuffer.allocate(1))));
    assertEquals(List.of(), noted);
  }

  @Test
  void aLineIsOneLineWhateverIsInIt() throws Exception {
    assertEquals("noted\n", say(connect(), "tail a\u009b2J\u2028b\nc\u202e\n"));
    assertEquals(List.of(UNIX.uid() + " tail a 2J b c"), noted);
  }

  @Test
  void commandsOfOneUserThatComeAtOnceAreAllNoted() throws Exception {
    List<SocketChannel> all = new ArrayList<>();
    for (int i = 0; i < AuditConnections.MOST_OF_ONE; i++) {
      SocketChannel channel = connect();
      channel.write(ByteBuffer.wrap(("show " + i + "\n").getBytes(StandardCharsets.UTF_8)));
      all.add(channel);
    }
    for (SocketChannel channel : all) {
      assertEquals(6, channel.read(ByteBuffer.allocate(16)));
    }
    assertEquals(AuditConnections.MOST_OF_ONE, noted.size());
  }
}
