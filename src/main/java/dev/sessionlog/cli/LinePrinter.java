package dev.sessionlog.cli;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import dev.sessionlog.transcript.LineKind;
import dev.sessionlog.transcript.LineText;
import dev.sessionlog.userlog.LogLine;
import dev.sessionlog.userlog.LoggedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Prints lines of transcripts in one of the forms of {@link LineOutput}. Other lines, in a log that
 * somebody else wrote to, are printed unchanged, or left out in JSON. For one thread.
 */
final class LinePrinter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String MARKER = "2";

  /** Stands behind the time of a line that stood on the screen before the line above it did. */
  private static final String EARLIER = "^";

  private static final String EARLIER_EXPLAINED =
      """
      ^ Earlier than the line above: a line is written when it leaves the screen,
        with the time when it last changed. See "Times" in format.md.
      """;

  private final CommandContext context;
  private final LineOutput output;
  private final LogLine.Form form;
  private final boolean manyUsers;
  private JsonLines json;
  private final SessionHeading heading;
  private Instant latest = Instant.MIN;
  private Explanation explanation = Explanation.NOT_NEEDED;

  /** Whether the mark of a line with an earlier time is to be explained. */
  private enum Explanation {
    NOT_NEEDED,
    NEEDED,
    GIVEN
  }

  /**
   * Creates a printer.
   *
   * @param pattern the pattern of the logs' lines, {@code transcript.pattern}
   * @param manyUsers true if a full line needs its user's name in front
   */
  LinePrinter(CommandContext context, LineOutput output, String pattern, boolean manyUsers) {
    this.context = context;
    this.output = output;
    this.form = LogLine.Form.of(pattern);
    this.manyUsers = manyUsers;
    this.json = new JsonLines(context.out());
    this.heading = new SessionHeading(context);
  }

  /** Prints a line of a user's log. */
  void print(LoggedLine logged) {
    if (output == LineOutput.FULL) {
      full(logged);
      return;
    }
    Optional<LogLine> parsed = form.parse(logged.line());
    if (parsed.isEmpty()) {
      if (output != LineOutput.JSON) {
        full(logged);
      }
      return;
    }
    LogLine line = parsed.get();
    OptionalLong number = OptionalLong.of(line.place().number());
    print(logged.user(), line.place().session(), number, line.time(), line.text());
  }

  /** Prints a line that was made from a recording. */
  void print(String user, SessionId session, Instant time, LineText text) {
    if (output == LineOutput.FULL) {
      String at = DAY_AND_TIME.format(time.atZone(zone()));
      context.out().println(at + " " + Visible.line(text.logged()));
    } else {
      print(user, session, OptionalLong.empty(), time, text);
    }
  }

  /** Makes sure that all lines so far are printed completely. */
  void flush() throws IOException {
    json.finish();
    json = new JsonLines(context.out());
    context.out().flush();
  }

  /** Prints what is to be said after the last line; sees to it that all is where it is printed. */
  void finish() throws IOException {
    if (explanation == Explanation.NEEDED) {
      context.out().println();
      explain();
    }
    flush();
  }

  /** Says what the mark of a line with an earlier time means. */
  private void explain() {
    EARLIER_EXPLAINED
        .lines()
        .forEach(line -> context.out().println(context.coloured(MARKER, line)));
    explanation = Explanation.GIVEN;
  }

  /** Prints what there is for who follows; returns false when nobody reads it any more. */
  boolean isRead() {
    if (explanation == Explanation.NEEDED) {
      explain();
    }
    try {
      flush();
    } catch (IOException gone) {
      return false;
    }
    return !context.out().checkError();
  }

  private void full(LoggedLine logged) {
    String user = manyUsers ? Visible.field(logged.user()) + " " : "";
    context.out().println(user + Visible.line(logged.line()));
  }

  private void print(
      String user, SessionId session, OptionalLong number, Instant time, LineText text) {
    switch (output) {
      case CAT -> context.out().println(Visible.line(text.logged()));
      case JSON -> object(user, session, number, time, text);
      default -> {
        if (heading.print(user, session.toString(), time)) {
          latest = Instant.MIN;
        }
        String words = Visible.line(text.logged());
        String at = context.coloured(SessionHeading.WHEN, TIME.format(time.atZone(zone())));
        boolean marker = text.kind() == LineKind.MARKER;
        String said = marker ? context.coloured(MARKER, words) : words;
        context.out().println(at + (isEarlier(time) ? EARLIER : " ") + said);
      }
    }
  }

  /** Tells whether a line shows an earlier second than one above it of the same session. */
  private boolean isEarlier(Instant time) {
    if (time.getEpochSecond() < latest.getEpochSecond()) {
      if (explanation == Explanation.NOT_NEEDED) {
        explanation = Explanation.NEEDED;
      }
      return true;
    }
    latest = time;
    return false;
  }

  private void object(
      String user, SessionId session, OptionalLong number, Instant time, LineText text) {
    try {
      json.object(
          object -> {
            object.writeStringField("user", user);
            object.writeStringField("session", session.toString());
            if (number.isPresent()) {
              object.writeNumberField("line", number.getAsLong());
            }
            object.writeStringField("time", time.toString());
            object.writeStringField("kind", text.kind().word());
            object.writeStringField("text", text.text());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ZoneId zone() {
    return context.zone();
  }
}
