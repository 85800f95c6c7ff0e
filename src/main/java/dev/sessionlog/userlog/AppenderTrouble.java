package dev.sessionlog.userlog;

import ch.qos.logback.core.rolling.TimeBasedFileNamingAndTriggeringPolicy;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Passes on what an administrator's appenders complain of while they run, such as a receiver that
 * is away: logback keeps that to itself. Complaints that differ in their numbers alone are one
 * complaint, and each is told once a minute at most. Thread-safe.
 */
final class AppenderTrouble implements StatusListener {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int KNOWN = 64;

  private final InstantSource clock;
  private final Consumer<String> trouble;
  private final Map<String, Told> known = new LinkedHashMap<>(); // guarded by this
  private volatile boolean listening;

  private record Told(Instant at, long unsaid) {}

  AppenderTrouble(InstantSource clock, Consumer<String> trouble) {
    this.clock = clock;
    this.trouble = trouble;
  }

  /** Begins to tell: what came before, while the configuration was read, is told by others. */
  void listen() {
    listening = true;
  }

  @Override
  public void addStatusEvent(Status status) {
    if (listening && status.getLevel() >= Status.WARN && !isClockNoise(status)) {
      tell(text(status));
    }
  }

  /**
   * A file that was made in this very millisecond, or before the clock was set back, makes logback
   * warn that it goes by the clock, which is right; also for the users' own logs.
   */
  private static boolean isClockNoise(Status status) {
    return status.getLevel() == Status.WARN
        && status.getOrigin() instanceof TimeBasedFileNamingAndTriggeringPolicy<?>;
  }

  private void tell(String text) {
    long unsaid;
    synchronized (this) {
      String complaint = text.replaceAll("\\d+", "#");
      Instant now = clock.instant();
      Told told = known.get(complaint);
      if (told != null && now.isBefore(told.at().plus(PAUSE))) {
        known.put(complaint, new Told(told.at(), told.unsaid() + 1));
        return;
      }
      unsaid = told == null ? 0 : told.unsaid();
      known.remove(complaint); // so that the order is that of telling
      if (known.size() == KNOWN) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(complaint, new Told(now, 0));
    }
    trouble.accept(unsaid == 0 ? text : text + " (" + unsaid + " more times before)");
  }

  /** Returns a status in one line, with the reason where it has one. */
  static String text(Status status) {
    Throwable cause = status.getThrowable();
    String reason = cause == null ? "" : ": " + cause.getMessage();
    return (status.getMessage() + reason).replaceAll("\\s*\\R\\s*", " ");
  }
}
