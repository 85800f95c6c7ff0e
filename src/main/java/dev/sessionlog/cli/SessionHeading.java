package dev.sessionlog.cli;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The heading above lines of a session on a terminal: what they have in common, so that it does not
 * stand in front of each. For one thread.
 */
final class SessionHeading {
  static final String USER = "35";
  static final String WHEN = "32";
  static final String PLACE = "36";

  private static final String GAP = "  ";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ROOT);

  private final CommandContext context;
  private Optional<Facts> last = Optional.empty();

  /** The common facts of the lines below a heading. */
  private record Facts(String user, SessionId session, LocalDate day) {}

  SessionHeading(CommandContext context) {
    this.context = context;
  }

  /**
   * Prints the heading of the next line, unless it is that of the line before.
   *
   * @return true if another session begins
   */
  boolean print(String user, SessionId session, Instant time) {
    return print(user, session, session.toString(), time);
  }

  /**
   * Does the same.
   *
   * @param name what the heading calls the session, or the place of the line in it
   */
  boolean print(String user, SessionId session, String name, Instant time) {
    Facts next = new Facts(user, session, time.atZone(context.zone()).toLocalDate());
    if (last.equals(Optional.of(next))) {
      return false;
    }
    boolean another = !last.map(Facts::session).equals(Optional.of(session));
    if (last.isPresent()) {
      context.out().println();
    }
    last = Optional.of(next);
    String day = DAY.format(next.day());
    String whose = Visible.field(user);
    int width = day.length() + GAP.length() + whose.length() + GAP.length() + name.length();
    boolean fits = !context.isTerminal() || width <= context.columns();
    context
        .out()
        .println(
            context.coloured(WHEN, day)
                + GAP
                + context.coloured(USER, whose)
                + (fits ? GAP : "\n" + GAP)
                + context.coloured(PLACE, name));
    return another;
  }
}
