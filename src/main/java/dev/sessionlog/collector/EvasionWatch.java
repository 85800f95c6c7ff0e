package dev.sessionlog.collector;

import dev.sessionlog.collector.Unforeseen.Pace;
import dev.sessionlog.login.ForeignCode;
import dev.sessionlog.login.OutsideAccess;
import dev.sessionlog.login.ProcessStates;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Notes signs of evasion in recordings and in the status. A sign counts only if it was there in two
 * consecutive checks, because momentary states are normal. So the check after a first sign comes
 * soon. For one thread.
 */
final class EvasionWatch implements Unforeseen.Task {
  private static final Path PROC = Path.of("/proc");
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(6);

  private final Supplier<Collection<ActiveSession>> sessions;
  private final Function<Collection<ActiveSession>, Map<ActiveSession, EvasionSign>> look;
  private final Consumer<List<CollectorReport.Evasion>> status;
  private Map<SessionId, Seen> before = Map.of();
  private List<CollectorReport.Evasion> told = List.of();

  /** The state of a session; {@code noted} is what its recording says. */
  record Seen(Optional<EvasionSign> sign, Optional<EvasionSign> noted) {
    static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());

    /** Returns the state after a check that found {@code now}. */
    Seen next(Optional<EvasionSign> now) {
      boolean lasting = sign.isPresent() == now.isPresent();
      boolean same = now.map(EvasionSign::kind).equals(noted.map(EvasionSign::kind));
      return new Seen(now, lasting && !same ? now : noted);
    }

    /** Returns true if the next check decides whether this lasts. */
    boolean pending() {
      return sign.isPresent() != noted.isPresent();
    }
  }

  EvasionWatch(
      Supplier<Collection<ActiveSession>> sessions,
      Function<Collection<ActiveSession>, Map<ActiveSession, EvasionSign>> look,
      Consumer<List<CollectorReport.Evasion>> status) {
    this.sessions = sessions;
    this.look = look;
    this.status = status;
  }

  /** Returns a watch over all sessions, which checks at unpredictable times. */
  static Unforeseen unforeseen(
      Essentials essentials, Sessions sessions, ProcessTable processes, ProcessStates states) {
    OutsideAccess outside =
        new OutsideAccess(PROC, processes, essentials.unix()::sharesFiles, new SecureRandom());
    EvasionLook look = new EvasionLook(states, outside, new ForeignCode(PROC));
    return new Unforeseen(
        new EvasionWatch(sessions::active, look::signs, essentials.status()::evasions),
        SHORTEST,
        LONGEST,
        new SecureRandom(),
        essentials.clock().nanos());
  }

  @Override
  public Pace run() {
    Map<SessionId, Seen> now = new HashMap<>();
    List<CollectorReport.Evasion> evasions = new ArrayList<>();
    Collection<ActiveSession> active = List.copyOf(sessions.get());
    Map<ActiveSession, EvasionSign> signs = look.apply(active);
    for (ActiveSession session : active) {
      Seen last = before.getOrDefault(session.id(), Seen.NOTHING);
      Seen seen = last.next(Optional.ofNullable(signs.get(session)));
      if (!seen.noted().equals(last.noted())) {
        note(session, seen.noted());
      }
      seen.noted()
          .ifPresent(
              noted ->
                  evasions.add(
                      new CollectorReport.Evasion(
                          session.id().toString(), session.user(), noted.text())));
      now.put(session.id(), seen);
    }
    if (!evasions.equals(told)) {
      status.accept(evasions);
    }
    told = evasions;
    before = now;
    return now.values().stream().anyMatch(Seen::pending) ? Pace.SOON : Pace.USUAL;
  }

  private static void note(ActiveSession session, Optional<EvasionSign> sign) {
    if (sign.isPresent()) {
      String text = "possible evasion: " + sign.get().text();
      session.mark(text);
      session.trouble(text);
    } else {
      session.mark("script works again");
    }
  }
}
