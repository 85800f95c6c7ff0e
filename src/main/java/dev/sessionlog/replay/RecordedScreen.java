package dev.sessionlog.replay;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.TerminalListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The screen of a recording at one place, which can be moved forward and back. It is exact, because
 * it was fed everything before that place, from the beginning or from a {@link Keyframe}. For one
 * thread.
 */
final class RecordedScreen {
  private final OpenRecording recording;
  private final TerminalSize size;
  private final Ticker ticker;
  private final Keyframes keyframes;
  private final FedTerminal feeder;

  /** Runs ahead and saves keyframes; null before it is needed and when it is done. */
  private @Nullable FedTerminal scout;

  private boolean scouted;

  /**
   * Creates the screen of a recording at its beginning.
   *
   * @param size the size of the terminal at the beginning
   */
  RecordedScreen(OpenRecording recording, TerminalSize size, Ticker ticker) {
    this.recording = recording;
    this.size = size;
    this.ticker = ticker;
    this.feeder = FedTerminal.of(recording.cursor(), size);
    this.keyframes = new Keyframes(size);
    keyframes.offer(feeder);
  }

  /** Returns a separate feeder at the beginning, for searching. */
  FedTerminal another(TerminalListener listener) {
    return FedTerminal.heard(recording.cursor(), size, listener);
  }

  Keyframes keyframes() {
    return keyframes;
  }

  /** Returns the time of the last shown output. */
  Duration at() {
    return feeder.place().at();
  }

  /** Returns the number of shown bytes of output. */
  long output() {
    return feeder.place().output();
  }

  /** Returns the time of the next output; empty if there is none now. */
  Optional<Duration> nextAt() throws IOException {
    return feeder.nextAt();
  }

  /** Shows the next output, or a piece of it if it is long; false if there is none now. */
  boolean step() throws IOException {
    boolean fed = feeder.feed(FedTerminal.PIECE);
    keyframes.offer(feeder);
    return fed;
  }

  /** Returns why the recording cannot be shown any further; empty if it can. */
  Optional<String> problem() {
    return feeder.problem();
  }

  Snapshot snapshot() {
    return feeder.snapshot();
  }

  /** Chooses the shortest way to {@code aim}: from here, or from a keyframe. */
  void turnTo(SeekPoint aim) {
    Keyframe nearest = keyframes.before(aim);
    boolean onTheWay =
        aim.mayStartFrom(feeder.place())
            && feeder.place().timingOffset() >= nearest.place().timingOffset();
    if (!onTheWay) {
      feeder.restore(nearest);
    }
  }

  /**
   * Continues towards {@code aim} until {@code deadline}.
   *
   * @return true if it is reached
   */
  boolean goOn(SeekPoint aim, long deadline) throws IOException {
    return feeder.feed(aim, ticker, deadline, keyframes);
  }

  /** Goes to {@code aim}, whatever time it takes. */
  void goTo(SeekPoint aim) throws IOException {
    turnTo(aim);
    feeder.feed(aim, keyframes);
  }

  /**
   * Saves keyframes of the part not reached yet, until {@code deadline}.
   *
   * @return true if there is nothing more to save
   */
  boolean scout(long deadline) throws IOException {
    if (scouted) {
      return true;
    }
    FedTerminal ahead = scout;
    if (ahead == null) {
      ahead = FedTerminal.of(recording.cursor(), size);
      scout = ahead;
      ahead.restore(keyframes.last());
    }
    if (ahead.place().timingOffset() < keyframes.last().place().timingOffset()) {
      ahead.restore(keyframes.last());
    }
    scouted = ahead.feed(new SeekPoint.Output(Long.MAX_VALUE), ticker, deadline, keyframes);
    if (scouted) {
      scout = null;
    }
    return scouted;
  }
}
