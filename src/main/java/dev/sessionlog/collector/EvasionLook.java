package dev.sessionlog.collector;

import dev.sessionlog.login.ForeignCode;
import dev.sessionlog.login.OutsideAccess;
import dev.sessionlog.login.ProcessStates;
import dev.sessionlog.login.ProcessStates.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Searches all sessions for signs of evasion: first the {@code script} of each session, and then,
 * once for all, the open files of other processes and the code that runs. For one thread.
 */
final class EvasionLook {
  private static final long ROOT = 0;

  private final ProcessStates states;
  private final OutsideAccess outside;
  private final ForeignCode foreign;

  EvasionLook(ProcessStates states, OutsideAccess outside, ForeignCode foreign) {
    this.states = states;
    this.outside = outside;
    this.foreign = foreign;
  }

  /** Returns the first sign of each session that has one. */
  Map<ActiveSession, EvasionSign> signs(Iterable<ActiveSession> sessions) {
    Map<ActiveSession, EvasionSign> signs = new HashMap<>();
    Map<Long, ActiveSession> scripts = new HashMap<>();
    for (ActiveSession session : sessions) {
      OptionalLong script = session.script().process();
      Optional<State> state =
          script.isPresent() ? states.find(script.getAsLong()) : Optional.empty();
      if (state.isPresent()) {
        scripts.put(script.getAsLong(), session);
        EvasionSign.of(state.get(), session.script().find().isPresent(), this::ofRoot)
            .ifPresent(sign -> signs.put(session, sign));
      }
    }
    addOutside(scripts, signs);
    addForeign(scripts, signs);
    return signs;
  }

  private boolean ofRoot(long pid) {
    return states.realUid(pid).equals(OptionalLong.of(ROOT));
  }

  private void addOutside(Map<Long, ActiveSession> scripts, Map<ActiveSession, EvasionSign> signs) {
    List<OutsideAccess.Watched> watched = new ArrayList<>();
    scripts.forEach(
        (script, session) ->
            watched.add(new OutsideAccess.Watched(script, session.uid(), session.script().pipe())));
    for (OutsideAccess.Finding finding : outside.look(watched)) {
      ActiveSession session = scripts.get(finding.script());
      if (session != null) {
        signs.putIfAbsent(session, sign(finding));
      }
    }
  }

  private static EvasionSign sign(OutsideAccess.Finding finding) {
    long process = finding.process().orElse(0);
    return switch (finding.kind()) {
      case TERMINAL -> EvasionSign.of(EvasionSign.Kind.OUTSIDE, process);
      case PIPE -> EvasionSign.of(EvasionSign.Kind.SECOND_WRITER, process);
      case UNSEEN -> EvasionSign.of(EvasionSign.Kind.UNSEEN);
    };
  }

  private void addForeign(Map<Long, ActiveSession> scripts, Map<ActiveSession, EvasionSign> signs) {
    Map<Long, List<Long>> byUser = new HashMap<>();
    scripts.forEach(
        (script, session) ->
            byUser.computeIfAbsent(session.uid(), any -> new ArrayList<>()).add(script));
    foreign
        .find(byUser)
        .forEach(
            (script, what) -> {
              ActiveSession session = scripts.get(script);
              if (session != null) {
                signs.putIfAbsent(session, EvasionSign.foreignCode(what));
              }
            });
  }
}
