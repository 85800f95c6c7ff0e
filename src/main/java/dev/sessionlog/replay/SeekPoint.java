package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingPlace;
import java.time.Duration;
import java.util.Optional;

/** A point of a recording that can be reached by feeding its screen. */
sealed interface SeekPoint {
  /** Returns true when {@code place} does not lie beyond this. */
  boolean mayStartFrom(RecordingPlace place);

  /**
   * Returns true when all that belongs to this was fed.
   *
   * @param next the time of what comes next
   */
  boolean isReached(FedTerminal feeder, Optional<Duration> next);

  /** Returns how many bytes of output may be fed at once. */
  int limit(FedTerminal feeder, int most);

  /** Returns the time after which nothing belongs to this. */
  Duration until();

  /** All that came until a time, this included. */
  record Time(Duration at) implements SeekPoint {
    @Override
    public boolean mayStartFrom(RecordingPlace place) {
      return place.at().compareTo(at) <= 0;
    }

    @Override
    public boolean isReached(FedTerminal feeder, Optional<Duration> next) {
      return next.isEmpty() || next.get().compareTo(at) > 0;
    }

    @Override
    public int limit(FedTerminal feeder, int most) {
      return most;
    }

    @Override
    public Duration until() {
      return at;
    }
  }

  /** So many bytes of output. */
  record Output(long bytes) implements SeekPoint {
    private static final Duration END = Duration.ofSeconds(Long.MAX_VALUE);

    @Override
    public boolean mayStartFrom(RecordingPlace place) {
      return place.output() <= bytes;
    }

    @Override
    public boolean isReached(FedTerminal feeder, Optional<Duration> next) {
      return next.isEmpty() || feeder.place().output() >= bytes;
    }

    @Override
    public int limit(FedTerminal feeder, int most) {
      return (int) Math.max(1, Math.min(most, bytes - feeder.place().output()));
    }

    @Override
    public Duration until() {
      return END;
    }
  }
}
