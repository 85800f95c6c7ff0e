package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.AuditFile;
import dev.sessionlog.recording.AuditTrail;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.LocalSocket;
import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Notes who looks at whose log. Commands that show one say so on a socket that the readers' group
 * alone can reach; who they are, the kernel says. One line each in {@code audit/audit.log} of the
 * log dir, which those readers cannot write. Owns the thread {@code audit}.
 */
final class AuditLog implements Closeable {
  private static final int LONGEST = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final byte[] NOTED = "noted\n".getBytes(StandardCharsets.US_ASCII);

  private final Unix unix;
  private final ProcessTable processes;
  private final InstantSource wall;
  private final AuditFile file;
  private final LocalSocket socket;
  private final Readiness.Stop stop;
  private final Consumer<String> trouble;
  private final Thread thread;

  private AuditLog(CollectorParts parts, AuditFile file, LocalSocket socket) {
    this.unix = parts.unix();
    this.processes = parts.processes();
    this.wall = parts.clock().wall();
    this.file = file;
    this.socket = socket;
    this.stop = parts.stop();
    this.trouble = parts.status()::warn;
    this.thread = new Thread(this::run, "audit");
  }

  /** Begins to listen. */
  static AuditLog start(CollectorParts parts) throws IOException {
    RunDir runDir = parts.runDir();
    AuditFile file = new AuditFile(parts.configuration().logDir());
    file.prepare();
    Files.deleteIfExists(runDir.auditSocket());
    LocalSocket socket = LocalSocket.listen(parts.unix(), runDir.auditSocket());
    Path path = runDir.auditSocket();
    Files.setAttribute(
        path, "unix:gid", (int) parts.access().group().orElse(0), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:mode", 0660); // a socket cannot be opened to follow no link
    AuditLog log = new AuditLog(parts, file, socket);
    log.thread.start();
    return log;
  }

  private void run() {
    try {
      Readiness readiness = Readiness.of(unix, socket.file(), stop);
      Readiness.Event event = readiness.await(-1);
      while (event != Readiness.Event.STOPPED) {
        if (event == Readiness.Event.BYTES) {
          serve();
        }
        event = readiness.await(-1);
      }
    } catch (IOException e) {
      trouble.accept("views are no longer noted: " + e.getMessage());
    }
  }

  /** One that fails does not end the thread. */
  private void serve() {
    try (LocalSocket.Peer peer = socket.accept()) {
      String what = line(peer.stream());
      if (!what.isEmpty()) {
        note(peer, what);
        peer.stream().write(UnixFile.allocate(NOTED.length).put(NOTED).flip());
      }
    } catch (IOException e) {
      trouble.accept("a view is not noted: " + e.getMessage());
    }
  }

  private String line(UnixFile stream) throws IOException {
    ByteBuffer buffer = UnixFile.allocate(LONGEST);
    Readiness readiness = Readiness.of(unix, stream, stop);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (buffer.hasRemaining() && System.nanoTime() < deadline) {
      if (readiness.await((int) PATIENCE.toMillis()) != Readiness.Event.BYTES
          || stream.read(buffer) <= 0) {
        break;
      }
      if (buffer.get(buffer.position() - 1) == '\n') {
        break;
      }
    }
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ").strip();
  }

  private void note(LocalSocket.Peer peer, String what) throws IOException {
    OptionalLong loginUid = processes.loginUid(peer.pid());
    Optional<String> user = unix.account(peer.uid()).map(Account::name);
    String who = AuditTrail.who(peer.uid(), user, loginUid, peer.pid());
    file.append(AuditTrail.line(wall.instant(), who, what));
  }

  /** Ends; the collector's stop must have been called before. */
  @Override
  public void close() throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    socket.close();
  }
}
