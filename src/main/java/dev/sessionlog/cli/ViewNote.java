package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.Mode;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the system collector that somebody is about to look at a log, before it is shown. Who it
 * is, the collector asks the kernel. When it cannot be told, the command goes on and says so.
 */
final class ViewNote {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private ViewNote() {}

  /**
   * Sends the note. In user mode, where all logs are the user's own, nothing is noted.
   *
   * @param what the command and whose or which log it shows, such as {@code tail alice}
   */
  static void send(CommandContext context, Configuration configuration, String what) {
    if (configuration.mode() != Mode.SYSTEM) {
      return;
    }
    try {
      send(RunDirs.choose(configuration), what);
    } catch (IOException e) {
      context
          .err()
          .println("sessionlog: this view is not noted, the collector does not answer: " + why(e));
      context.err().flush();
    }
  }

  /**
   * Has the collector of {@code runDir} note something.
   *
   * @throws IOException when it does not answer in time
   */
  static void send(RunDir runDir, String what) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(runDir.auditSocket()));
      channel.write(ByteBuffer.wrap((what + "\n").getBytes(StandardCharsets.UTF_8)));
      awaitAnswer(channel);
    }
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

  private static void awaitAnswer(SocketChannel channel) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(16);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int read = channel.read(answer);
    while (read == 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      read = channel.read(answer);
    }
    if (read <= 0) {
      throw new IOException("no answer");
    }
  }
}
