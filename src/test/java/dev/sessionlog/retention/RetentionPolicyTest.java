package dev.sessionlog.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.RetentionSettings;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RetentionPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final long BLOCK = 4096;
  private static final List<SessionState> STATES = List.of(SessionState.values());

  private static KeptRecording kept(
      int daysAgo, String user, SessionState state, long blocks, boolean held) {
    Instant start = NOW.minus(Duration.ofDays(daysAgo));
    SessionId id = SessionId.create(start, new Random(daysAgo));
    Path folder = Path.of("/log", user, id.toString());
    return new KeptRecording(
        new Recording(id, folder), user, start, state, blocks * BLOCK, true, held, true);
  }

  private static List<KeptRecording> some(long seed, int count) {
    Random random = new Random(seed);
    List<KeptRecording> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SessionState state = STATES.get(random.nextInt(STATES.size()));
      String user = random.nextBoolean() ? "alice" : "bob";
      boolean held = random.nextInt(5) == 0;
      all.add(kept(i + random.nextInt(3) * 1000, user, state, 1 + random.nextInt(9), held));
    }
    return all;
  }

  private static RetentionSettings settings(int days, int sessions, long size, long free) {
    return new RetentionSettings(
        days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
        sessions == 0 ? OptionalInt.empty() : OptionalInt.of(sessions),
        size == 0 ? OptionalLong.empty() : OptionalLong.of(size * 2 / 3),
        size == 0 ? OptionalLong.empty() : OptionalLong.of(size),
        free == 0 ? OptionalLong.empty() : OptionalLong.of(free),
        Optional.empty());
  }

  @Property
  void noPlanTouchesWhatIsHeldOrLivesNorBreaksALimitThatItCouldKeep(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 60) int count,
      @ForAll @IntRange(min = 0, max = 100) int days,
      @ForAll @IntRange(min = 0, max = 20) int sessions,
      @ForAll @IntRange(min = 0, max = 200) int sizeBlocks,
      @ForAll @IntRange(min = 0, max = 200) int freeBlocks) {
    List<KeptRecording> all = some(seed, count);
    RetentionSettings limits = settings(days, sessions, sizeBlocks * BLOCK, freeBlocks * BLOCK);
    long free = 20 * BLOCK;
    List<Removal> plan = new RetentionPolicy(limits).plan(all, free, NOW);
    Set<Path> gone = new HashSet<>(plan.stream().map(Removal::path).toList());
    assertEquals(gone.size(), plan.size(), "nothing goes twice");
    List<KeptRecording> left = new ArrayList<>();
    for (KeptRecording one : all) {
      if (gone.contains(one.recording().folder())) {
        assertFalse(one.held() || !one.state().ended(), one.toString());
      } else {
        left.add(one);
      }
    }
    boolean more = left.stream().anyMatch(KeptRecording::mayMakeRoom);
    long size = left.stream().mapToLong(KeptRecording::size).sum();
    long freed = plan.stream().mapToLong(Removal::size).sum();
    assertTrue(!more || limits.maxSize().isEmpty() || size <= limits.maxSize().getAsLong());
    assertTrue(!more || limits.minFree().isEmpty() || free + freed >= limits.minFree().getAsLong());
    for (String user : List.of("alice", "bob")) {
      List<KeptRecording> theirs = left.stream().filter(k -> k.user().equals(user)).toList();
      boolean theirsMore = theirs.stream().anyMatch(KeptRecording::mayMakeRoom);
      long theirSize = theirs.stream().mapToLong(KeptRecording::size).sum();
      assertTrue(!theirsMore || sessions == 0 || theirs.size() <= sessions);
      assertTrue(
          !theirsMore
              || limits.maxSizePerUser().isEmpty()
              || theirSize <= limits.maxSizePerUser().getAsLong());
    }
  }

  @Test
  void theOldestGoesFirstAndNoMoreThanTheLimitAsks() {
    List<KeptRecording> all = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      all.add(kept(day, "alice", SessionState.COMPLETE, 1, day == 5));
    }
    List<Removal> plan = new RetentionPolicy(settings(0, 3, 0, 0)).plan(all, 0, NOW);
    assertEquals(
        List.of(all.get(3).recording().folder(), all.get(2).recording().folder()),
        plan.stream().map(Removal::path).toList());
    assertTrue(plan.get(0).why().startsWith("retention.max_sessions_per_user: alice"));
  }

  @Test
  void withoutALimitNothingEndedGoesButWhatWasNeverUsed() {
    KeptRecording aborted = kept(1, "alice", SessionState.ABORTED, 1, false);
    List<KeptRecording> all =
        List.of(kept(4000, "alice", SessionState.COMPLETE, 9, false), aborted);
    List<Removal> plan = new RetentionPolicy(RetentionSettings.UNLIMITED).plan(all, 0, NOW);
    assertEquals(List.of(aborted.removal("it never began")), plan);
  }
}
