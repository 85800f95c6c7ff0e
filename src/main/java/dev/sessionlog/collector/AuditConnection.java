package dev.sessionlog.collector;

import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.LocalSocket;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The connection of a command that reports what it is about to show. Never blocks. For one thread.
 */
final class AuditConnection implements Closeable {
  private static final int LONGEST = 1024;
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
  private static final byte[] NOTED = "noted\n".getBytes(StandardCharsets.US_ASCII);

  private final LocalSocket.Peer peer;
  private final OptionalLong loginUid;
  private final long deadline;
  private final ByteBuffer bytes = UnixFile.allocate(LONGEST);
  private boolean complete;

  /**
   * Creates it.
   *
   * @param loginUid the login uid of the process at the other end, from the kernel
   * @param now {@link System#nanoTime}
   */
  AuditConnection(LocalSocket.Peer peer, OptionalLong loginUid, long now) {
    this.peer = peer;
    this.loginUid = loginUid;
    this.deadline = now + PATIENCE;
  }

  LocalSocket.Peer peer() {
    return peer;
  }

  OptionalLong loginUid() {
    return loginUid;
  }

  /** Returns true once the message is complete. */
  boolean isComplete() {
    return complete;
  }

  /** Returns the remaining time, in nanoseconds. */
  long left(long now) {
    return deadline - now;
  }

  /** Reads available bytes, unless the message is complete. */
  void read() {
    if (complete) {
      return;
    }
    try {
      int count = peer.stream().read(bytes);
      boolean line = bytes.position() > 0 && bytes.get(bytes.position() - 1) == '\n';
      complete |= count < 0 || line || !bytes.hasRemaining();
    } catch (IOException gone) {
      complete = true;
    }
  }

  /** Regards the message so far as complete. */
  void expire() {
    complete = true;
  }

  /** Returns what is about to be shown; empty if nothing was reported. */
  String what() {
    byte[] line = new byte[bytes.flip().remaining()];
    bytes.get(line);
    return Visible.blanked(new String(line, StandardCharsets.UTF_8)).strip();
  }

  /** Confirms the note to a command that is still connected. */
  void confirm() {
    try {
      peer.stream().write(UnixFile.allocate(NOTED.length).put(NOTED).flip());
    } catch (IOException gone) {
      // It is noted nevertheless, and a client that hangs up must not fill the collector's log.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
