package dev.sessionlog.replay;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.recording.RecordingPlace;
import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A terminal that is fed from a recording. For one thread. */
final class FedTerminal {
  /** The bytes that are fed between two checks of the clock. */
  static final int PIECE = 16 * 1024;

  /** The same, if rows that scroll off need not be drawn. */
  private static final int RUN = 256 * 1024;

  private static final TerminalListener DEAF = new TerminalListener() {};

  private final RecordingCursor cursor;
  private final TerminalListener listener;
  private final Sink sink = new Sink();

  /** True if only the final screen is needed. */
  private final boolean skims;

  private Terminal terminal;
  private @Nullable String problem;

  private FedTerminal(
      RecordingCursor cursor, TerminalSize size, TerminalListener listener, boolean skims) {
    this.cursor = cursor;
    this.listener = listener;
    this.skims = skims;
    this.terminal = new Terminal(size.columns(), size.rows(), listener);
  }

  /** Feeds a new terminal from the place of {@code cursor}. */
  static FedTerminal of(RecordingCursor cursor, TerminalSize size) {
    return new FedTerminal(cursor, size, DEAF, true);
  }

  /** Like {@link #of}, with a listener for all events. */
  static FedTerminal heard(RecordingCursor cursor, TerminalSize size, TerminalListener listener) {
    return new FedTerminal(cursor, size, listener, false);
  }

  /** Feeds the next piece of at most {@code limit} bytes; returns false if there is none now. */
  boolean feed(int limit) throws IOException {
    try {
      return problem == null && cursor.read(sink, limit);
    } catch (CorruptRecordingException e) {
      problem = e.getMessage();
      return false;
    }
  }

  /**
   * Feeds until {@code aim} is reached or {@code ticker} comes to {@code deadline}.
   *
   * @return true when it is reached
   */
  boolean feed(SeekPoint aim, Ticker ticker, long deadline, Keyframes keyframes)
      throws IOException {
    while (!aim.isReached(this, nextAt())) {
      if (ticker.nanos() - deadline >= 0) {
        return false;
      }
      feedTowards(aim, keyframes);
    }
    return true;
  }

  /** Feeds until {@code aim} is reached, whatever time it takes. */
  void feed(SeekPoint aim, Keyframes keyframes) throws IOException {
    while (!aim.isReached(this, nextAt())) {
      feedTowards(aim, keyframes);
    }
  }

  private void feedTowards(SeekPoint aim, Keyframes keyframes) throws IOException {
    try {
      if (skims) {
        cursor.readRun(sink, aim.limit(this, RUN), aim.until());
      } else {
        cursor.read(sink, aim.limit(this, PIECE));
      }
    } catch (CorruptRecordingException e) {
      problem = e.getMessage();
    }
    keyframes.offer(this);
  }

  /** Returns the time of the next piece; empty if there is none now. */
  Optional<Duration> nextAt() throws IOException {
    try {
      return problem == null ? cursor.nextAt() : Optional.empty();
    } catch (CorruptRecordingException e) {
      problem = e.getMessage();
      return Optional.empty();
    }
  }

  /** Returns the damage that prevents further reading, as one line for people. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  RecordingPlace place() {
    return cursor.place();
  }

  Snapshot snapshot() {
    return terminal.snapshot();
  }

  Keyframe keyframe() {
    return new Keyframe(cursor.place(), terminal.copy(DEAF));
  }

  /** Goes to the place of {@code keyframe}. */
  void restore(Keyframe keyframe) {
    problem = null;
    cursor.moveTo(keyframe.place());
    terminal = keyframe.terminal().copy(listener);
  }

  private final class Sink implements RecordingSink {
    @Override
    public void output(Duration at, byte[] bytes, int offset, int length) {
      if (skims) {
        terminal.skim(bytes, offset, length);
      } else {
        terminal.feed(bytes, offset, length);
      }
    }

    @Override
    public void resize(Duration at, TerminalSize size) {
      terminal.resize(size.columns(), size.rows());
    }

    @Override
    public void header(Duration at, String name, String value) {
      // Nothing to draw.
    }
  }
}
