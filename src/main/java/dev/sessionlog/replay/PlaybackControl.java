package dev.sessionlog.replay;

import dev.sessionlog.replay.Key.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Handles keys: it keeps the state of pause, pace, typed text and search, and returns further
 * requests to the player. It uses neither recording nor time. Not thread-safe.
 */
final class PlaybackControl {
  /** The keys, for the screen that {@code h} shows. */
  static final List<String> HELP = Playback.KEYS.formatted().stripIndent().lines().toList();

  private static final Duration NEAR = Duration.ofSeconds(5);
  private static final Duration FAR = Duration.ofMinutes(1);
  private static final Command NONE = new Command.None();
  private static final int LONGEST_PROMPT = 500;

  private final ZoneId zone;
  private final Duration idleLimit;
  private final StringBuilder typed = new StringBuilder();
  private Pace pace;
  private boolean paused;
  private boolean help;
  private char prompt;
  private String message = "";
  private @Nullable Pattern sought;
  private boolean soughtBackwards;

  /**
   * Creates a control in playing state.
   *
   * @param idleLimit the limit that {@code i} sets if {@code pace} has none
   */
  PlaybackControl(Pace pace, Duration idleLimit, ZoneId zone) {
    this.pace = pace;
    this.idleLimit = pace.idleLimit().isZero() ? idleLimit : pace.idleLimit();
    this.zone = zone;
  }

  Pace pace() {
    return pace;
  }

  boolean isPaused() {
    return paused;
  }

  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
  }

  boolean showsHelp() {
    return help;
  }

  /** Returns the search pattern. */
  Optional<Pattern> sought() {
    return Optional.ofNullable(sought);
  }

  /** Returns the line that is being typed, with its prompt, or the last message; may be empty. */
  String line() {
    return prompt == 0 ? message : prompt + typed.toString();
  }

  boolean isTyping() {
    return prompt != 0;
  }

  /** Shows a message until the next key. */
  void say(String text) {
    message = text;
  }

  /** Ends the search, with a reason. */
  void giveUpSearch(String reason) {
    sought = null;
    say(reason);
  }

  /** Handles a key, and returns the request to the player. */
  Command press(Key key) {
    message = "";
    if (key.kind() == Kind.INTERRUPT) {
      return new Command.Quit(true);
    }
    if (prompt != 0) {
      return type(key);
    }
    if (help) {
      help = false;
      return NONE;
    }
    return switch (key.kind()) {
      case LEFT -> new Command.GoBy(NEAR.negated());
      case RIGHT -> new Command.GoBy(NEAR);
      case DOWN -> new Command.GoBy(FAR.negated());
      case UP -> new Command.GoBy(FAR);
      case PAGE_UP -> new Command.GoByPart(-0.1);
      case PAGE_DOWN -> new Command.GoByPart(0.1);
      case HOME -> new Command.GoTo(new Target.Part(0));
      case END -> new Command.GoTo(new Target.Part(1));
      case CHARACTER -> character(key.character());
      case OTHER -> unknown();
      default -> NONE;
    };
  }

  private Command unknown() {
    message = "unknown key; h shows the keys";
    return NONE;
  }

  private Command pauseOrGoOn() {
    paused = !paused;
    return paused ? NONE : new Command.PlayOn();
  }

  private Command character(int c) {
    switch (c) {
      case '+' -> pace = pace.withSpeed(pace.speed() * 2);
      case '-' -> pace = pace.withSpeed(pace.speed() / 2);
      case '=' -> pace = pace.withSpeed(1);
      case 'i' -> limitIdle();
      case 'h' -> help = true;
      case ':', '/', '?' -> prompt = (char) c;
      default -> {
        return command(c);
      }
    }
    return NONE;
  }

  private Command command(int c) {
    return switch (c) {
      case ' ' -> pauseOrGoOn();
      case 'b', 'B' -> new Command.ToggleBar();
      case 'q', 'Q' -> new Command.Quit(false);
      case '.' -> new Command.Step();
      case ',' -> new Command.StepBack();
      case 'g' -> new Command.GoTo(new Target.Part(0));
      case 'G' -> new Command.GoTo(new Target.Part(1));
      case 'f', 'F' -> new Command.Follow();
      case 'n' -> again(soughtBackwards);
      case 'N' -> again(!soughtBackwards);
      default ->
          c >= '0' && c <= '9' ? new Command.GoTo(new Target.Part((c - '0') / 10.0)) : unknown();
    };
  }

  private void limitIdle() {
    boolean limited = !pace.idleLimit().isZero();
    pace = pace.withIdleLimit(limited ? Duration.ZERO : idleLimit);
  }

  private Command type(Key key) {
    switch (key.kind()) {
      case CHARACTER -> {
        if (typed.length() < LONGEST_PROMPT) {
          typed.appendCodePoint(key.character());
        }
      }
      case BACKSPACE -> {
        if (typed.isEmpty()) {
          prompt = 0;
        } else {
          typed.setLength(typed.offsetByCodePoints(typed.length(), -1));
        }
      }
      case ESCAPE -> {
        prompt = 0;
        typed.setLength(0);
      }
      case ENTER -> {
        return entered();
      }
      default -> {}
    }
    return NONE;
  }

  private Command entered() {
    String text = typed.toString();
    char asked = prompt;
    typed.setLength(0);
    prompt = 0;
    if (asked == ':') {
      return goTo(text);
    }
    soughtBackwards = asked == '?';
    if (!text.isEmpty()) {
      try {
        sought = pattern(text);
      } catch (PatternSyntaxException e) {
        message = "not a regular expression: " + e.getDescription();
        return NONE;
      }
    }
    return again(soughtBackwards);
  }

  /** Case matters only if there are capital letters, as in less(1) with {@code -i}. */
  static Pattern pattern(String regex) {
    boolean small = regex.equals(regex.toLowerCase(Locale.ROOT));
    return Pattern.compile(regex, small ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
  }

  private Command goTo(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    Optional<Target> target = Target.parse(text, zone);
    if (target.isEmpty()) {
      message = "'" + text + "' is not a place, expected 1:30, 45%, :17 or 4096b";
      return NONE;
    }
    return new Command.GoTo(target.get());
  }

  private Command again(boolean backwards) {
    Pattern pattern = sought;
    if (pattern == null) {
      message = "no search yet; / starts one";
      return NONE;
    }
    return new Command.Search(pattern, backwards);
  }
}
