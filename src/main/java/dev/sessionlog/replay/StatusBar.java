package dev.sessionlog.replay;

import dev.sessionlog.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When the line below the picture is shown, and what it says of the session. Where it would take a
 * row of the recorded screen it hides while playing, some time after a key. Not safe for use by
 * several threads.
 */
final class StatusBar {
  /** How long it stays after a key. */
  static final Duration STAY = Duration.ofSeconds(2);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Session session;
  private final ZoneId zone;
  private final Ticker ticker;
  private long noticed;
  private boolean shown = true;

  /** What the user chose with a key; null for none. */
  private @Nullable Boolean chosen;

  /**
   * Makes the bar of a session, which is shown.
   *
   * @param zone that of its wall clock
   */
  StatusBar(Session session, ZoneId zone, Ticker ticker) {
    this.session = session;
    this.zone = zone;
    this.ticker = ticker;
    noticed = ticker.nanos();
  }

  /** Says that a key was pressed. */
  void notice() {
    noticed = ticker.nanos();
  }

  /** Hides it when it is shown, else shows it, from now on. */
  void toggle() {
    chosen = !shown;
  }

  /**
   * Decides whether it is shown now.
   *
   * @param needed whether it says what must be read, or something is typed in it
   * @param costs whether it takes a row of the recorded screen
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

  /** Returns what a clock on the wall showed at that time of the session. */
  String clock(Duration at) {
    Instant then = session.started().plus(at);
    return CLOCK.format(then.atZone(zone));
  }
}
