package dev.sessionlog.recording;

import dev.sessionlog.session.TerminalSize;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a timing file in the <i>advanced</i> format of script(1): a letter, the delay since the
 * previous entry, and what happened. {@link #parse} also reads the classic format, which has only
 * output.
 */
public sealed interface TimingEntry {
  /** Returns the time since the previous entry; zero for {@link Header}. */
  Duration delay();

  /** Returns the line, without its end. */
  String line();

  /**
   * Bytes of the typescript: {@code O 0.012345 80}.
   *
   * @param bytes their number, in the typescript's body
   */
  record Output(Duration delay, long bytes) implements TimingEntry {
    @Override
    public String line() {
      return "O " + Form.seconds(delay) + " " + bytes;
    }
  }

  /** A new size of the terminal: {@code S 0.012345 SIGWINCH ROWS=24 COLS=80}. */
  record Resize(Duration delay, TerminalSize size) implements TimingEntry {
    @Override
    public String line() {
      return "S "
          + Form.seconds(delay)
          + " SIGWINCH ROWS="
          + size.rows()
          + " COLS="
          + size.columns();
    }
  }

  /** A fact about the session: {@code H 0.000000 TERM xterm}. */
  record Header(String name, String value) implements TimingEntry {
    @Override
    public Duration delay() {
      return Duration.ZERO;
    }

    @Override
    public String line() {
      return "H 0.000000 " + name + " " + value;
    }
  }

  /** An entry without effect on the output: input, or another signal. */
  record Other(Duration delay, String line) implements TimingEntry {}

  /** Parses a line; empty if it is not an entry. */
  static Optional<TimingEntry> parse(String line) {
    Matcher entry = Form.LINE.matcher(line);
    if (!entry.matches()) {
      return Optional.empty();
    }
    Duration delay =
        Duration.ofSeconds(Long.parseLong(entry.group("sec")))
            .plusNanos(Long.parseLong(entry.group("usec")) * 1000);
    String text = entry.group("text");
    String type = entry.group("type");
    return switch (type == null ? "O" : type) {
      case "O" -> Form.count(text).map(bytes -> new Output(delay, bytes));
      case "S" -> Optional.of(Form.signal(delay, text, line));
      case "H" -> Optional.of(Form.header(text));
      default -> Optional.of(new Other(delay, line));
    };
  }

  /** The form of the lines. */
  final class Form {
    private static final int MICROS_IN_A_SECOND = 1_000_000;

    private static final Pattern LINE =
        Pattern.compile(
            "(?:(?<type>[OISH]) )?(?<sec>\\d{1,9})\\.(?<usec>\\d{6}) (?<text>.*)", Pattern.DOTALL);
    private static final Pattern WINDOW =
        Pattern.compile("SIGWINCH ROWS=(\\d{1,9}) COLS=(\\d{1,9})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

    private Form() {}

    /** Formatted by hand, because in a flood a formatter took a sixth of the collector's time. */
    static String seconds(Duration time) {
      String micros = Integer.toString(MICROS_IN_A_SECOND + time.toNanosPart() / 1000);
      return time.toSeconds() + "." + micros.substring(1);
    }

    private static Optional<Long> count(String text) {
      return COUNT.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static TimingEntry signal(Duration delay, String text, String line) {
      Matcher window = WINDOW.matcher(text);
      if (!window.matches()) {
        return new Other(delay, line);
      }
      int rows = Integer.parseInt(window.group(1));
      int columns = Integer.parseInt(window.group(2));
      return new Resize(delay, TerminalSize.of(columns, rows));
    }

    private static TimingEntry header(String text) {
      int space = text.indexOf(' ');
      return space < 0
          ? new Header(text, "")
          : new Header(text.substring(0, space), text.substring(space + 1));
    }
  }
}
