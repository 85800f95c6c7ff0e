package dev.sessionlog.replay;

import dev.sessionlog.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the line below the picture is shown, and provides its facts about the session. If it
 * would cover a row of the recorded screen, it hides while playing, some time after a key. Not
 * thread-safe.
 */
final class StatusBar {
  /** The time that it stays after a key. */
  static final Duration STAY = Duration.ofSeconds(2);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Session session;
  private final ZoneId zone;
  private final Ticker ticker;
  private long noticed;
  private boolean shown = true;

  /** The choice of the user with a key; null for none. */
  private @Nullable Boolean chosen;

  /**
   * Creates the bar of a session, initially shown.
   *
   * @param zone the zone of its wall clock
   */
  StatusBar(Session session, ZoneId zone, Ticker ticker) {
    this.session = session;
    this.zone = zone;
    this.ticker = ticker;
    noticed = ticker.nanos();
  }

  /** Notes that a key was pressed. */
  void notice() {
    noticed = ticker.nanos();
  }

  /** Toggles whether it is shown. */
  void toggle() {
    chosen = !shown;
  }

  /**
   * Decides whether it is shown now.
   *
   * @param needed true if it has a message, or text is being typed in it
   * @param costs true if it covers a row of the recorded screen
   */
  boolean show(boolean needed, boolean costs, boolean paused) {
    if (needed) {
      shown = true;
    } else if (chosen != null) {
      shown = chosen;
    } else {
      shown = !costs || paused || ticker.nanos() - noticed < STAY.toNanos();
    }
    return shown;
  }

  String user() {
    return session.user();
  }

  String session() {
    return session.id().toString();
  }

  /** Returns the time of day at that time of the session. */
  String clock(Duration at) {
    Instant then = session.started().plus(at);
    return CLOCK.format(then.atZone(zone));
  }
}
