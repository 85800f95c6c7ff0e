package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.login.ProcessStates.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the state of a session's script shows. */
final class EvasionSignTest {
  private static final long ROOTS_STRACE = 50;

  private static Optional<EvasionSign.Kind> sign(State state, boolean writes) {
    return EvasionSign.of(state, writes, tracer -> tracer == ROOTS_STRACE).map(EvasionSign::kind);
  }

  @Test
  void aScriptThatWorksShowsNothing() {
    assertEquals(Optional.empty(), sign(new State(1, 'S', 0, 10, 10), true));
    assertEquals(Optional.empty(), sign(new State(1, 'R', 0, 10, 10), true));
    assertEquals(Optional.empty(), sign(new State(1, 'S', 0, 10, -1), true), "no terminal");
  }

  @Test
  void eachWayToKeepItFromItsWorkIsSeen() {
    assertEquals(Optional.of(EvasionSign.Kind.STOPPED), sign(new State(1, 'T', 0, 10, 10), true));
    assertEquals(Optional.of(EvasionSign.Kind.TRACED), sign(new State(1, 't', 60, 10, 10), true));
    assertEquals(Optional.of(EvasionSign.Kind.TRACED), sign(new State(1, 'S', 60, 10, 10), true));
    assertEquals(Optional.of(EvasionSign.Kind.NO_PIPE), sign(new State(1, 'S', 0, 10, 10), false));
    assertEquals(Optional.of(EvasionSign.Kind.BEHIND), sign(new State(1, 'S', 0, 10, 11), true));
  }

  @Test
  void rootMayDebug() {
    assertEquals(Optional.empty(), sign(new State(1, 't', ROOTS_STRACE, 10, 10), true));
  }
}
