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
 * Finds the place where a match appears on the screen of a recording: where there are more matches
 * than before, on the screen or in rows that scrolled off. It uses a separate screen, and searches
 * one section between two keyframes at a time. For one thread.
 */
final class ScreenSearch {
  /** The most bytes that are fed between two checks of the screen. */
  private static final int SLICE = 16 * 1024;

  /** Text that is on the screen for a shorter time is not found. */
  private static final Duration SEEN = Duration.ofMillis(20);

  /** The number of bytes when finding the exact place within a slice. */
  private static final int FINE_SLICE = 16;

  private final Pattern pattern;
  private final boolean backwards;
  private final Ticker ticker;
  private final Keyframes keyframes;
  private final FedTerminal feeder;

  /** The number of matches in rows that scrolled off. */
  private int passed;

  private int found;
  private Change change = Change.NONE;

  /** The start of this section; when searching back, the next one ends there. */
  private RecordingPlace stretch;

  /** The end of this section, in bytes of output. */
  private long end;

  private @Nullable Slice hit;
  private boolean done;

  /** What happened to the whole screen since the last check. */
  private enum Change {
    NONE,
    /** Its whole content is new. */
    NEW_SCREEN,
    /** The content before a full-screen program came back. */
    OLD_SCREEN
  }

  /** A piece of output in which a match appeared. */
  private record Slice(long from, long to) {}

  /**
   * Starts a search from the place of {@code screen}, which is not changed.
   *
   * @param backwards true to find the last place before its last output, false for the first after
   *     it
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
   * @return true if the search is over
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
   * Feeds until the screen was still for long enough, or up to the limit; returns false if there is
   * nothing more.
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

  /**
   * Returns the place of the match; empty if there is none. To be called once, when the search is
   * over.
   */
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

  /** Returns the end of the present output, if the match is still visible. */
  private SeekPoint whole(int seen) throws IOException {
    SeekPoint here = new SeekPoint.Output(feeder.place().output());
    SeekPoint all = new SeekPoint.Time(feeder.place().at());
    feeder.feed(all, keyframes);
    return visible() >= seen ? all : here;
  }

  /**
   * Returns true if there are more matches than at the last check.
   *
   * @param now the present number of matches
   * @param passedNow the number of these that are not on the screen
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
