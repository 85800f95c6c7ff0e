package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessStates;
import dev.sessionlog.login.ProcessStates.State;
import dev.sessionlog.session.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Notes in recordings and in the status when a session's {@code script} is kept from its work. A
 * sign counts when it was there the time before, too: a state that lasts for an instant is none.
 * For one thread.
 */
final class EvasionWatch implements Runnable {
  private static final long ROOT = 0;

  private final CollectorParts parts;
  private final Sessions sessions;
  private final ProcessStates states;
  private Map<SessionId, Look> before = Map.of();
  private List<CollectorReport.Evasion> told = List.of();

  /** What was seen of a session; {@code noted} is what its recording says. */
  private record Look(Optional<EvasionSign> sign, Optional<EvasionSign> noted) {}

  EvasionWatch(CollectorParts parts, Sessions sessions, ProcessStates states) {
    this.parts = parts;
    this.sessions = sessions;
    this.states = states;
  }

  @Override
  public void run() {
    Map<SessionId, Look> now = new HashMap<>();
    List<CollectorReport.Evasion> evasions = new ArrayList<>();
    for (ActiveSession session : sessions.active()) {
      Look last = before.getOrDefault(session.id(), new Look(Optional.empty(), Optional.empty()));
      Optional<EvasionSign> sign = sign(session);
      Look look = new Look(sign, last.sign().equals(sign) ? sign : last.noted());
      if (!look.noted().equals(last.noted())) {
        note(session, look.noted());
      }
      look.noted()
          .ifPresent(
              noted ->
                  evasions.add(
                      new CollectorReport.Evasion(
                          session.id().toString(), session.user(), noted.text())));
      now.put(session.id(), look);
    }
    if (!evasions.equals(told)) {
      parts.status().evasions(evasions);
    }
    told = evasions;
    before = now;
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

  private Optional<EvasionSign> sign(ActiveSession session) {
    OptionalLong script = session.script().process();
    if (script.isEmpty()) {
      return Optional.empty();
    }
    Optional<State> state = states.find(script.getAsLong());
    return state.isPresent()
        ? EvasionSign.of(state.get(), session.script().find().isPresent(), this::ofRoot)
        : Optional.empty();
  }

  private boolean ofRoot(long pid) {
    return states.realUid(pid).equals(OptionalLong.of(ROOT));
  }
}
