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
 * Reports errors of an administrator's running appenders, for example an unreachable receiver,
 * which logback keeps to itself. Messages that differ only in numbers count as the same, and each
 * is reported at most once a minute. Thread-safe.
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

  /** Starts reporting. Messages from reading the configuration are reported elsewhere. */
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
   * Logback warns if a file was created in this millisecond or before the clock was set back, even
   * for the users' own logs. That is harmless.
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
      known.remove(complaint); // keeps the order of the reports
      if (known.size() == KNOWN) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(complaint, new Told(now, 0));
    }
    trouble.accept(unsaid == 0 ? text : text + " (" + unsaid + " more times before)");
  }

  /** Returns a status as one line, with its reason if it has one. */
  static String text(Status status) {
    Throwable cause = status.getThrowable();
    String reason = cause == null ? "" : ": " + cause.getMessage();
    return (status.getMessage() + reason).replaceAll("\\s*\\R\\s*", " ");
  }
}
