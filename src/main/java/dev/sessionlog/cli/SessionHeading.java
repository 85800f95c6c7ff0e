package dev.sessionlog.cli;

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

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ROOT);

  private final CommandContext context;
  private Optional<Facts> last = Optional.empty();

  /** The common facts of the lines below a heading. */
  private record Facts(String user, String session, LocalDate day) {}

  SessionHeading(CommandContext context) {
    this.context = context;
  }

  /**
   * Prints the heading of the next line, unless it is that of the line before.
   *
   * @param session what the session is called, as commands take it
   * @return true if another session begins
   */
  boolean print(String user, String session, Instant time) {
    Facts next = new Facts(user, session, time.atZone(context.zone()).toLocalDate());
    if (last.equals(Optional.of(next))) {
      return false;
    }
    boolean another = !last.map(Facts::session).equals(Optional.of(session));
    if (last.isPresent()) {
      context.out().println();
    }
    last = Optional.of(next);
    context
        .out()
        .println(
            context.coloured(WHEN, DAY.format(next.day()))
                + "  "
                + context.coloured(USER, Visible.field(user))
                + "  "
                + context.coloured(PLACE, session));
    return another;
  }
}
