package dev.sessionlog.cli;

import dev.sessionlog.session.RepeatedLines;
import dev.sessionlog.unix.NotifySocket;
import dev.sessionlog.unix.Unix;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices to the service manager by sd_notify(3): that the collector is ready and, from a thread
 * named {@code watchdog}, that it is alive. Does nothing without a service manager.
 */
final class ServiceNotices implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotices.class);

  /** A watchdog gets four heartbeats within its timeout. */
  private static final int SIGNS = 4;

  private final Optional<NotifySocket> socket;
  private final RepeatedLines repeated = new RepeatedLines(System::nanoTime);
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
          });

  private ServiceNotices(Optional<NotifySocket> socket) {
    this.socket = socket;
  }

  /** Creates notices to the service manager that the environment names. */
  static ServiceNotices of(CommandContext context, Unix unix) {
    return new ServiceNotices(
        context
            .variable("NOTIFY_SOCKET")
            .flatMap(
                name -> {
                  try {
                    return Optional.of(NotifySocket.named(unix, name));
                  } catch (IOException e) {
                    LOG.warn("{}", e.getMessage());
                    return Optional.empty();
                  }
                }));
  }

  /**
   * Reports that the collector answers logins, and from then on that it is alive.
   *
   * @param well returns true while it is alive; otherwise no heartbeat is sent
   * @param watchdogMicros the watchdog timeout in microseconds; empty for none
   */
  void ready(Optional<String> watchdogMicros, BooleanSupplier well) {
    send("READY=1");
    watchdogMicros
        .filter(text -> socket.isPresent() && text.matches("[1-9][0-9]{0,17}"))
        .map(text -> Math.max(1, Long.parseLong(text) / SIGNS))
        .ifPresent(
            micros ->
                watchdog.scheduleAtFixedRate(
                    () -> sign(well), micros, micros, TimeUnit.MICROSECONDS));
  }

  /** Reports that the collector is about to end. */
  @Override
  public void close() {
    watchdog.shutdownNow();
    send("STOPPING=1");
  }

  private void sign(BooleanSupplier well) {
    if (well.getAsBoolean()) {
      send("WATCHDOG=1");
    }
  }

  private void send(String state) {
    socket.ifPresent(
        supervisor -> {
          try {
            supervisor.send(state);
          } catch (IOException e) {
            repeated
                .admit("cannot tell systemd " + state + ": " + e.getMessage())
                .ifPresent(line -> LOG.warn("{}", line));
          }
        });
  }
}
