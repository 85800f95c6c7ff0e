package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingExtent;
import dev.sessionlog.terminal.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording on a display until the viewer quits: a loop that shows due output, obeys keys,
 * and prepares keyframes while idle. For one thread.
 */
final class Player {
  private static final Duration LONGEST_TURN = Duration.ofMillis(200);
  private static final long SLICE = 20_000_000;
  private static final long FRAME = 15_000_000;
  private static final long LOOK_PAUSE = 100_000_000;
  private static final long KEY_PAUSE = 50_000_000;
  private static final long LONGEST_WAIT = 100;
  private static final Task NO_TASK = deadline -> true;

  private final RecordedScreen screen;
  private final RecordingExtent extent;
  private final StatusBar bar;
  private final PlaybackControl control;
  private final Display display;
  private final Ticker ticker;
  private final Places places;
  private final BooleanSupplier live;
  private final KeyDecoder keys = new KeyDecoder();
  private final ScreenPainter painter = new ScreenPainter();
  private FrameComposer composer;
  private Duration now;
  private Duration last;
  private Task task = NO_TASK;
  private String busy = "";
  private boolean following;
  private boolean changed = true;
  private String lastLine = "";
  private @Nullable Snapshot snapshot;
  private long turn;
  private long painted;
  private long looked;
  private long typed;
  private int shownRows;
  private boolean goesOn;
  private Command.@Nullable Quit quit;

  /** Finds places that need reading the recording. */
  interface Places {
    Optional<SeekPoint> find(Target target) throws IOException;
  }

  /**
   * Creates a player from the present place of {@code screen}.
   *
   * @param live returns true while the recording may still grow
   */
  Player(
      RecordedScreen screen,
      RecordingExtent extent,
      StatusBar bar,
      PlaybackControl control,
      Display display,
      Ticker ticker,
      Places places,
      BooleanSupplier live) {
    this.screen = screen;
    this.extent = extent;
    this.bar = bar;
    this.control = control;
    this.display = display;
    this.ticker = ticker;
    this.places = places;
    this.live = live;
    this.goesOn = live.getAsBoolean();
    this.composer = new FrameComposer(display.columns(), display.rows());
    this.now = screen.at();
    this.last = screen.at();
  }

  /**
   * Plays.
   *
   * @return true if ^C ended it
   */
  boolean run() throws IOException {
    turn = ticker.nanos();
    looked = turn - LOOK_PAUSE;
    painted = turn - FRAME;
    while (quit == null) {
      try {
        turn();
      } catch (ExpressionException e) {
        task = NO_TASK;
        busy = "";
        changed = true;
        control.giveUpSearch(String.valueOf(e.getMessage()));
      }
    }
    return quit.interrupted();
  }

  /** Goes to the end and follows the session. */
  void follow() throws IOException {
    following = true;
    control.goOn();
    seek(new SeekPoint.Time(extent.duration()));
  }

  private void turn() throws IOException {
    long time = ticker.nanos();
    Duration elapsed = Duration.ofNanos(time - turn);
    turn = time;
    if (display.wasResized()) {
      composer = new FrameComposer(display.columns(), display.rows());
      painter.forget();
      changed = true;
    }
    if (isBusy()) {
      goOn();
    } else if (!control.isPaused()) {
      play(elapsed.compareTo(LONGEST_TURN) > 0 ? LONGEST_TURN : elapsed);
    }
    paint();
    listen();
  }

  private boolean isBusy() {
    return task != NO_TASK;
  }

  private void goOn() throws IOException {
    Task current = task;
    if (current.goOn(ticker.nanos() + SLICE)) {
      task = NO_TASK;
      busy = "";
      show();
    }
  }

  private void show() {
    changed = true;
    snapshot = null;
  }

  private void play(Duration elapsed) throws IOException {
    long deadline = ticker.nanos() + SLICE;
    Duration left = elapsed;
    Optional<Duration> next = screen.nextAt();
    while (next.isPresent()) {
      Duration wait = following ? Duration.ZERO : control.pace().untilDue(now, last, next.get());
      if (wait.compareTo(left) > 0) {
        now = control.pace().advance(now, left);
        return;
      }
      left = left.minus(wait);
      step();
      if (ticker.nanos() - deadline >= 0) {
        return;
      }
      next = screen.nextAt();
    }
    rest();
  }

  private void step() throws IOException {
    screen.step();
    now = screen.at();
    last = now;
    show();
  }

  /** At the end: waits for more of a live session, or stops. */
  private void rest() throws IOException {
    if (ticker.nanos() - looked >= LOOK_PAUSE) {
      looked = ticker.nanos();
      goesOn = live.getAsBoolean();
      extent.extend();
    }
    if (goesOn) {
      following = true;
    } else if (screen.nextAt().isEmpty()) {
      following = false;
      control.pause();
      changed = true;
    }
  }

  private boolean isAtEnd() throws IOException {
    return screen.nextAt().isEmpty();
  }

  private void listen() throws IOException {
    int c = display.read(pauseMillis());
    if (c == Display.GONE) {
      quit = new Command.Quit(false);
      return;
    }
    Optional<Key> key = c == Display.NOTHING ? keyOfPause() : keys.accept(c);
    typed = c == Display.NOTHING ? typed : ticker.nanos();
    if (key.isPresent()) {
      changed = true;
      bar.notice();
      obey(control.press(key.get()));
    }
  }

  /** The sequence of a key may arrive in parts; nothing follows an escape key. */
  private Optional<Key> keyOfPause() {
    return ticker.nanos() - typed > KEY_PAUSE ? keys.pause() : Optional.empty();
  }

  /** Returns how long to wait for a key: until the next output is due, or just a moment. */
  private long pauseMillis() throws IOException {
    if (isBusy()) {
      return 1;
    }
    long wait = LONGEST_WAIT;
    if (!control.isPaused()) {
      Optional<Duration> next = screen.nextAt();
      if (next.isPresent()) {
        wait = following ? 1 : control.pace().untilDue(now, last, next.get()).toMillis();
      }
    }
    if (wait > 10 && !screen.scout(ticker.nanos() + SLICE / 2)) {
      return 1;
    }
    return Math.max(1, Math.min(wait, changed ? FRAME / 1_000_000 : LONGEST_WAIT));
  }

  private void obey(Command command) throws IOException {
    if (command instanceof Command.Quit asked) {
      quit = asked;
    } else if (command instanceof Command.GoTo to) {
      goTo(to.target());
    } else if (command instanceof Command.GoBy by) {
      goTo(now.plus(by.time()));
    } else if (command instanceof Command.GoByPart by) {
      goTo(now.plusNanos((long) (extent.duration().toNanos() * by.part())));
    } else if (command instanceof Command.PlayOn && isAtEnd() && !goesOn) {
      goTo(Duration.ZERO);
    } else if (command instanceof Command.ToggleBar) {
      bar.toggle();
    } else if (command instanceof Command.Step) {
      stop();
      step();
    } else if (command instanceof Command.StepBack) {
      stop();
      seek(new SeekPoint.Time(max(Duration.ZERO, screen.at().minusNanos(1000))), false);
    } else if (command instanceof Command.Search search) {
      search(search.pattern(), search.backwards());
    } else if (command instanceof Command.Follow) {
      extent.extend();
      follow();
    }
  }

  private void stop() {
    following = false;
    control.pause();
  }

  private void goTo(Duration time) throws IOException {
    extent.extend();
    Duration end = extent.duration();
    following = false;
    seek(new SeekPoint.Time(max(Duration.ZERO, time.compareTo(end) > 0 ? end : time)));
  }

  private void goTo(Target target) throws IOException {
    extent.extend();
    if (target instanceof Target.Line) {
      control.say("rendering the transcript up to that line ...");
      changed = true;
      painted -= FRAME;
      paint();
      control.say("");
    }
    Optional<SeekPoint> aim = places.find(target);
    if (aim.isEmpty()) {
      control.say("there is no such line");
    } else if (aim.get() instanceof SeekPoint.Time time) {
      goTo(time.at());
    } else {
      following = false;
      seek(aim.get());
    }
  }

  private static Duration max(Duration one, Duration two) {
    return one.compareTo(two) > 0 ? one : two;
  }

  /** Goes to a place before playing on. */
  void seek(SeekPoint aim) throws IOException {
    seek(aim, true);
  }

  /** Goes to a place, and sets its exact time or that of the shown output. */
  private void seek(SeekPoint aim, boolean exact) throws IOException {
    screen.turnTo(aim);
    busy = "seeking";
    task =
        deadline -> {
          boolean reached = screen.goOn(aim, deadline);
          last = screen.at();
          now = exact && reached && aim instanceof SeekPoint.Time time ? time.at() : last;
          return reached;
        };
  }

  private void search(Pattern pattern, boolean backwards) throws IOException {
    busy = "searching";
    ScreenSearch search = new ScreenSearch(screen, pattern, backwards, ticker);
    task = deadline -> search.goOn(deadline) && found(search, pattern);
  }

  /** Goes to the match, as a separate task. */
  private boolean found(ScreenSearch search, Pattern pattern) throws IOException {
    Optional<SeekPoint> aim = search.result();
    if (aim.isEmpty()) {
      control.say("not found: " + pattern.pattern());
      return true;
    }
    following = false;
    control.pause();
    seek(aim.get());
    return false;
  }

  private void paint() throws IOException {
    boolean needed =
        isBusy() || control.isTyping() || control.showsHelp() || !control.line().isEmpty();
    boolean shown = bar.show(needed, shownRows >= composer.rows(), control.isPaused());
    String line = shown ? line() : "";
    if ((!changed && line.equals(lastLine)) || ticker.nanos() - painted < FRAME) {
      return;
    }
    Snapshot picture = snapshot;
    if (picture == null) {
      picture = screen.snapshot();
      snapshot = picture;
    }
    shownRows = picture.rows();
    Optional<String> below = shown ? Optional.of(line) : Optional.empty();
    Frame frame = composer.compose(picture, control.sought(), below, control.isTyping());
    if (control.showsHelp()) {
      frame = composer.withText(frame, PlaybackControl.HELP);
    }
    display.write(painter.paint(frame));
    lastLine = line;
    changed = false;
    painted = ticker.nanos();
  }

  private String line() throws IOException {
    if (control.isTyping()) {
      return control.line();
    }
    List<String> facts = List.of(bar.clock(now), bar.user(), bar.session());
    String line =
        new ProgressLine(sign(), now, extent.duration(), control.pace(), facts, note())
            .text(composer.columns());
    // The message comes first if there is no room for both.
    return line.contains(control.line()) ? line : " " + control.line();
  }

  private String note() throws IOException {
    if (!control.line().isEmpty()) {
      return control.line();
    }
    if (isAtEnd() && screen.problem().isPresent()) {
      String problem = screen.problem().get();
      return problem.substring(problem.lastIndexOf('/') + 1);
    }
    Snapshot picture = snapshot;
    return picture != null && composer.crops(picture)
        ? picture.columns() + "x" + picture.rows() + " cut"
        : "h: keys";
  }

  private String sign() throws IOException {
    if (!busy.isEmpty()) {
      return busy;
    }
    if (following) {
      return "live";
    }
    if (!control.isPaused()) {
      return "playing";
    }
    return isAtEnd() ? "end" : "paused";
  }
}
