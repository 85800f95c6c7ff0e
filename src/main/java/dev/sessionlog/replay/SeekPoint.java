package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingPlace;
import java.time.Duration;
import java.util.Optional;

/** A place in a recording that can be reached by feeding its screen. */
sealed interface SeekPoint {
  /** Returns true if {@code place} is not beyond this. */
  boolean mayStartFrom(RecordingPlace place);

  /**
   * Returns true if everything up to this was fed.
   *
   * @param next the time of the next output
   */
  boolean isReached(FedTerminal feeder, Optional<Duration> next);

  /** Returns the most bytes of output that may be fed at once. */
  int limit(FedTerminal feeder, int most);

  /** Returns the time after which nothing more is fed. */
  Duration until();

  /** All output up to and including a time. */
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

  /** A number of bytes of output. */
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
