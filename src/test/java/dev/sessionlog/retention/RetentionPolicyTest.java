package dev.sessionlog.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

final class RetentionPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final List<SessionState> STATES = List.of(SessionState.values());

  private static KeptRecording kept(int daysAgo, SessionState state) {
    Instant start = NOW.minus(Duration.ofDays(daysAgo));
    SessionId id = SessionId.create(start, new Random(daysAgo));
    Session session =
        new Session(
            id,
            "alice",
            1000,
            OptionalLong.empty(),
            "host",
            "/dev/pts/1",
            Optional.empty(),
            "/bin/bash",
            "xterm",
            TerminalSize.DEFAULT,
            Optional.empty(),
            start,
            state.ended() ? Optional.of(start.plusSeconds(60)) : Optional.empty(),
            OptionalInt.empty(),
            0,
            state,
            List.of());
    return new KeptRecording(new Recording(id, Path.of("/log", id.toString())), session);
  }

  @Property
  void whatLivesIsNeverPlannedAndWhatIsOldAlwaysIs(
      @ForAll @IntRange(min = 0, max = 400) int maxDays,
      @ForAll @UniqueElements List<@IntRange(min = 0, max = 500) Integer> ages) {
    List<KeptRecording> recordings = new ArrayList<>();
    for (int i = 0; i < ages.size(); i++) {
      SessionState state = STATES.get(i % STATES.size());
      recordings.add(kept(ages.get(i), state));
    }
    RetentionPolicy policy = new RetentionPolicy(Optional.of(Duration.ofDays(maxDays)));
    List<Path> planned = policy.plan(recordings, NOW).stream().map(Removal::path).toList();
    for (KeptRecording recording : recordings) {
      Session session = recording.session();
      boolean old =
          session.ended().filter(e -> e.plus(Duration.ofDays(maxDays)).isBefore(NOW)).isPresent();
      boolean goes = session.state() == SessionState.ABORTED || old;
      assertEquals(goes, planned.contains(recording.recording().folder()));
    }
  }

  @Test
  void withoutALimitNothingEndedGoes() {
    List<KeptRecording> recordings = List.of(kept(4000, SessionState.COMPLETE));
    assertEquals(List.of(), new RetentionPolicy(Optional.empty()).plan(recordings, NOW));
  }
}
