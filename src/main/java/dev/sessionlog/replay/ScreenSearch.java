package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingPlace;
import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.TerminalListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for where something comes onto the screen of a recording: where it can be found more often
 * than before, on the screen or in what left it at the top. It looks on a screen of its own, a
 * stretch between two keyframes at a time. For one thread.
 */
final class ScreenSearch {
  /** How many bytes are fed at most between two looks at the screen. */
  private static final int SLICE = 16 * 1024;

  /** What stands on the screen for a shorter time is not seen. */
  private static final Duration SEEN = Duration.ofMillis(20);

  /** How many to find the exact place within a slice. */
  private static final int FINE_SLICE = 16;

  private final Pattern pattern;
  private final boolean backwards;
  private final Ticker ticker;
  private final Keyframes keyframes;
  private final FedTerminal feeder;

  /** How often it was found in rows that left the top. */
  private int passed;

  private int found;
  private Change change = Change.NONE;

  /** Where this stretch began; going back, the next one ends there. */
  private RecordingPlace stretch;

  /** Where this stretch ends, in bytes of output. */
  private long end;

  private @Nullable Slice hit;
  private boolean done;

  /** What happened to the screen as a whole since the last look. */
  private enum Change {
    NONE,
    /** All that is there now came since. */
    NEW_SCREEN,
    /** What was there before a full-screen program came back. */
    OLD_SCREEN
  }

  /** A piece of output in which something came onto the screen. */
  private record Slice(long from, long to) {}

  /**
   * Begins a search from where {@code screen} is, which is not touched.
   *
   * @param backwards true to find the last place before its last output; else the first after it
   */
  ScreenSearch(RecordedScreen screen, Pattern pattern, boolean backwards, Ticker ticker)
      throws IOException {
    this.pattern = pattern;
    this.backwards = backwards;
    this.ticker = ticker;
    this.keyframes = screen.keyframes();
    this.feeder = screen.another(new Passing());
    if (backwards) {
      SeekPoint before = new SeekPoint.Time(screen.at().minusNanos(1000));
      begin(before);
      feeder.feed(before, keyframes);
      this.end = feeder.place().output();
      this.stretch = begin(new SeekPoint.Output(Math.max(0, end - 1)));
    } else {
      SeekPoint here = new SeekPoint.Output(screen.output());
      this.end = Long.MAX_VALUE;
      this.stretch = begin(here);
      feeder.feed(here, keyframes);
      this.found = passed + visible();
      this.change = Change.NONE;
    }
  }

  private RecordingPlace begin(SeekPoint aim) {
    feeder.restore(keyframes.before(aim));
    passed = 0;
    found = visible();
    change = Change.NONE;
    return feeder.place();
  }

  /**
   * Searches until {@code deadline}.
   *
   * @return true when the search is over
   */
  boolean goOn(long deadline) throws IOException {
    while (!done && ticker.nanos() - deadline < 0) {
      long before = feeder.place().output();
      boolean more = feedUntilSeen(before);
      if (more && appears(passed + visible(), passed)) {
        hit = new Slice(before, feeder.place().output());
        done = !backwards;
      }
      if (!more) {
        endStretch();
      }
    }
    return done;
  }

  /**
   * Feeds up to where the screen stood still long enough to be seen, or so much that it must be
   * looked at; returns false when there is nothing more.
   */
  private boolean feedUntilSeen(long from) throws IOException {
    long to = Math.min(end, from + SLICE);
    boolean any = false;
    while (feeder.place().output() < to) {
      if (!feeder.feed((int) (to - feeder.place().output()))) {
        return any;
      }
      any = true;
      keyframes.offer(feeder);
      Optional<Duration> next = feeder.nextAt();
      if (next.isEmpty() || next.get().minus(feeder.place().at()).compareTo(SEEN) >= 0) {
        return true;
      }
    }
    return any;
  }

  private void endStretch() {
    done = hit != null || !backwards || stretch.timingOffset() == 0;
    if (!done) {
      end = stretch.output();
      stretch = begin(new SeekPoint.Output(Math.max(0, end - 1)));
    }
  }

  /** Returns where it was found; empty when nowhere. To be called once, when the search is over. */
  Optional<SeekPoint> result() throws IOException {
    Slice slice = hit;
    if (slice == null) {
      return Optional.empty();
    }
    SeekPoint start = new SeekPoint.Output(slice.from());
    begin(start);
    feeder.feed(start, keyframes);
    found = visible();
    change = Change.NONE;
    while (feeder.place().output() < slice.to() && feeder.feed(FINE_SLICE)) {
      if (appears(visible(), 0)) {
        return Optional.of(whole(found));
      }
    }
    return Optional.of(new SeekPoint.Output(slice.to()));
  }

  /** Returns the end of the output that is being fed, when what was found is still to be seen. */
  private SeekPoint whole(int seen) throws IOException {
    SeekPoint here = new SeekPoint.Output(feeder.place().output());
    SeekPoint all = new SeekPoint.Time(feeder.place().at());
    feeder.feed(all, keyframes);
    return visible() >= seen ? all : here;
  }

  /**
   * Tells whether there is more to be found than at the last look.
   *
   * @param now how often it is found now
   * @param passedNow how much of that is not on the screen
   */
  private boolean appears(int now, int passedNow) {
    int before = change == Change.NEW_SCREEN ? passedNow : found;
    boolean appears = now > before && change != Change.OLD_SCREEN;
    found = now;
    change = Change.NONE;
    return appears;
  }

  private int visible() {
    return SnapshotLines.of(feeder.snapshot()).count(pattern);
  }

  private final class Passing implements TerminalListener {
    @Override
    public void scrolledOff(Row row, boolean continued) {
      passed += SnapshotLines.count(pattern, row.text());
    }

    @Override
    public void losing(Loss loss, int first, int last) {
      if (loss == Loss.SCREEN_ERASED) {
        change = Change.NEW_SCREEN;
      }
    }

    @Override
    public void enteringAlternateScreen() {
      change = Change.NEW_SCREEN;
    }

    @Override
    public void leftAlternateScreen() {
      change = Change.OLD_SCREEN;
    }
  }
}
