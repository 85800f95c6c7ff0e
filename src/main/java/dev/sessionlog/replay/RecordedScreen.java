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
 * The screen of a recording at one place, which can be moved forward and back. What it shows is
 * exact: it was fed all that came before, from the beginning or from a {@link Keyframe}. For one
 * thread.
 */
final class RecordedScreen {
  private final OpenRecording recording;
  private final TerminalSize size;
  private final Ticker ticker;
  private final Keyframes keyframes;
  private final FedTerminal feeder;

  /** Runs ahead and takes keyframes; null before it is needed and when it is done. */
  private @Nullable FedTerminal scout;

  private boolean scouted;

  /**
   * Makes the screen of a recording at its beginning.
   *
   * @param size the size that the terminal had then
   */
  RecordedScreen(OpenRecording recording, TerminalSize size, Ticker ticker) {
    this.recording = recording;
    this.size = size;
    this.ticker = ticker;
    this.feeder = FedTerminal.of(recording.cursor(), size);
    this.keyframes = new Keyframes(size);
    keyframes.offer(feeder);
  }

  /** Returns a feeder of its own for looking elsewhere, at the beginning. */
  FedTerminal another(TerminalListener listener) {
    return FedTerminal.heard(recording.cursor(), size, listener);
  }

  Keyframes keyframes() {
    return keyframes;
  }

  /** Returns the time of what was shown last. */
  Duration at() {
    return feeder.place().at();
  }

  /** Returns how many bytes of output were shown. */
  long output() {
    return feeder.place().output();
  }

  /** Returns the time of what comes next; empty when there is nothing more now. */
  Optional<Duration> nextAt() throws IOException {
    return feeder.nextAt();
  }

  /** Shows what comes next, a piece of it when it is long; false when there is nothing now. */
  boolean step() throws IOException {
    boolean fed = feeder.feed(FedTerminal.PIECE);
    keyframes.offer(feeder);
    return fed;
  }

  /** Returns why the recording cannot be shown any further; empty when it can. */
  Optional<String> problem() {
    return feeder.problem();
  }

  Snapshot snapshot() {
    return feeder.snapshot();
  }

  /** Takes the shortest way towards {@code aim}: goes on from here, or from a keyframe. */
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
   * Goes on towards {@code aim} until {@code deadline}.
   *
   * @return true when it is reached
   */
  boolean goOn(SeekPoint aim, long deadline) throws IOException {
    return feeder.feed(aim, ticker, deadline, keyframes);
  }

  /** Goes to {@code aim}, however long it takes. */
  void goTo(SeekPoint aim) throws IOException {
    turnTo(aim);
    feeder.feed(aim, keyframes);
  }

  /**
   * Takes keyframes of what was not reached yet, until {@code deadline}.
   *
   * @return true when there is nothing more to take
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
