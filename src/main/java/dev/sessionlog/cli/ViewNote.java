package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.Mode;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reports a view of a log to the system collector before it is shown. The collector asks the kernel
 * who the caller is. If the report fails, the command continues with a warning.
 */
final class ViewNote {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private ViewNote() {}

  /**
   * Sends the note. In user mode nothing is noted, because all logs belong to the user.
   *
   * @param what the command and the log that it shows, for example {@code tail alice}
   */
  static void send(CommandContext context, Configuration configuration, String what) {
    if (configuration.mode() != Mode.SYSTEM) {
      return;
    }
    note(RunDirs.choose(configuration), what).ifPresent(e -> tell(context, e));
  }

  /**
   * Sends a note to the collector of {@code runDir}.
   *
   * @throws IOException if it does not answer in time
   */
  static void send(RunDir runDir, String what) throws IOException {
    Optional<IOException> failure = note(runDir, what);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static Optional<IOException> note(RunDir runDir, String what) {
    byte[] line = (Visible.blanked(what) + "\n").getBytes(StandardCharsets.UTF_8);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<IOException> failure = attempt(runDir, line, deadline);
    Duration pause = FIRST_PAUSE;
    while (failure.filter(e -> e instanceof Busy).isPresent() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.multipliedBy(2);
      failure = attempt(runDir, line, deadline);
    }
    return failure;
  }

  /** The collector has too many connections, and may have room in a moment. */
  private static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;

    Busy() {
      super("no answer");
    }
  }

  private static Optional<IOException> attempt(RunDir runDir, byte[] line, long deadline) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      connect(channel, runDir);
      exchange(channel, line, deadline);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  /**
   * If the queue of connections is full, the kernel refuses at once, with an error without a name
   * in Java.
   */
  private static void connect(SocketChannel channel, RunDir runDir) throws IOException {
    try {
      channel.connect(UnixDomainSocketAddress.of(runDir.auditSocket()));
    } catch (SocketException e) {
      if (String.valueOf(e.getMessage()).contains("temporarily unavailable")) {
        throw new Busy();
      }
      throw e;
    }
  }

  private static void tell(CommandContext context, IOException e) {
    context
        .err()
        .println(
            "sessionlog: cannot write this view to the audit log, because the collector does not answer: "
                + why(e));
    context.err().flush();
  }

  /** Sends the note that {@code command} shows a recording. */
  static void send(
      CommandContext context, Configuration configuration, String command, Recording recording) {
    String shown = describe(recording.id(), recording.user());
    send(context, configuration, command + " " + shown);
  }

  /** Returns the words for one session in a note. */
  static String describe(SessionId id, String user) {
    return id + " of " + user;
  }

  private static String why(IOException e) {
    return Visible.line(String.valueOf(e.getMessage()));
  }

  private static void exchange(SocketChannel channel, byte[] line, long deadline) throws Busy {
    ByteBuffer answer = ByteBuffer.allocate(16);
    int read;
    try {
      channel.write(ByteBuffer.wrap(line));
      read = channel.read(answer);
      while (read == 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(PAUSE.toNanos());
        read = channel.read(answer);
      }
    } catch (IOException hungUp) {
      throw new Busy();
    }
    if (read <= 0) {
      throw new Busy();
    }
  }
}
