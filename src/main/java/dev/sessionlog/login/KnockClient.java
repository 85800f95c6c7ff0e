package dev.sessionlog.login;

import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The login's side of the handshake: the reference for the launcher's code in sh. */
public final class KnockClient {
  private static final int MODE = 0600;
  private static final int BUFFER = 8 * 1024;
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The additional wait for a collector that reports many waiting logins. */
  private static final Duration QUEUE_PATIENCE = Duration.ofSeconds(8);

  private final Unix unix;
  private final RunDir runDir;
  private final long pid;

  /**
   * Creates a client that knocks as the process {@code pid}, which must belong to this user and be
   * at the terminal.
   */
  public KnockClient(Unix unix, RunDir runDir, long pid) {
    this.unix = unix;
    this.runDir = runDir;
    this.pid = pid;
  }

  /**
   * Knocks and waits for the answer.
   *
   * @param patience the longest wait
   * @return the answer's code; empty if none came in time
   * @throws IOException if there is no knock folder of this user or root
   */
  public Optional<String> knock(Duration patience) throws IOException {
    VerifiedFolder.open(runDir.path()).close();
    Path knock = runDir.knocks().resolve(Long.toString(pid));
    Files.deleteIfExists(knock);
    unix.mkfifo(knock, MODE);
    try (UnixFile pipe = unix.open(knock, OpenFlag.READ, OpenFlag.NONBLOCK)) {
      requireOwn(knock, pipe.facts());
      return read(pipe, System.nanoTime() + patience.toNanos());
    } finally {
      Files.deleteIfExists(knock);
    }
  }

  /** The owner of a pipe can influence what is read from it. */
  private void requireOwn(Path knock, FileFacts facts) throws IOException {
    if (!facts.fifo() || facts.uid() != unix.uid()) {
      throw new IOException(knock + ": the pipe was replaced by another file");
    }
  }

  /**
   * Until the answer is written the pipe has no writer, so reading returns end of file at once. An
   * empty line is not an answer; it means that many logins are waiting.
   */
  private static Optional<String> read(UnixFile pipe, long deadline) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = UnixFile.allocate(BUFFER);
    long until = deadline;
    while (System.nanoTime() < until) {
      buffer.clear();
      int count = pipe.read(buffer);
      if (count > 0) {
        byte[] bytes = new byte[count];
        buffer.flip().get(bytes);
        answer.writeBytes(bytes);
        until = deadline + QUEUE_PATIENCE.toNanos();
        continue;
      }
      String code = answer.toString(StandardCharsets.UTF_8).strip();
      if (count < 0 && !code.isEmpty()) {
        return Optional.of(code);
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    return Optional.empty();
  }
}
