package dev.sessionlog.cli;

import dev.sessionlog.collector.Attendance;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.Elsewhere;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Sessions in columns. For people, times are local and sizes and durations rounded; for programs,
 * times are in UTC, sizes in bytes and durations in seconds, and unknown values are empty. On a
 * narrow screen columns are left out: first the start, because the id begins with it, and then the
 * least important ones. The user's name and the id are always complete.
 */
final class SessionTable implements SessionPrinter {
  private static final String GOOD = "32";
  private static final String UNUSUAL = "33";
  private static final String BAD = "31";

  private static final List<Column> FOR_PROGRAMS =
      List.of(
          Column.text("SESSION"),
          Column.text("USER"),
          Column.text("TTY"),
          Column.text("FROM"),
          Column.text("STARTED"),
          Column.number("DURATION"),
          Column.number("SIZE"),
          Column.text("STATE"),
          Column.number("EXIT"));

  private static final List<Column> FOR_PEOPLE =
      List.of(
          Column.text("SESSION"),
          Column.text("USER"),
          Column.text("HOST").cutTo(8).leftOut(6).whereTheyDiffer(),
          Column.text("TTY").leftOut(2).whereKnown(),
          Column.text("FROM").cutTo(12).leftOut(7).whereKnown(),
          Column.text("STARTED").leftOut(1),
          Column.number("DURATION").leftOut(4),
          Column.number("SIZE").leftOut(3),
          Column.text("STATE").cutTo(8).leftOut(8).coloured(SessionTable::colourOfState),
          Column.text("NOTE").leftOut(9).whereKnown().coloured(note -> UNUSUAL),
          Column.number("EXIT").leftOut(5).coloured(SessionTable::colourOfExit));

  /** Times as ls(1) writes them. */
  private static final DateTimeFormatter THIS_YEAR =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ROOT);

  private static final DateTimeFormatter LONG_AGO =
      DateTimeFormatter.ofPattern("MMM ppd  uuuu", Locale.ROOT);

  private static final Duration RECENT = Duration.ofDays(182);

  /** The state of a session that counts as active but has no collector. */
  private static final String UNATTENDED = "unattended";

  private final ColumnPrinter printer;
  private final boolean forPeople;
  private final Instant now;
  private final LegalHolds.Held held;
  private final Elsewhere elsewhere;
  private final ZoneId zone;
  private final Attendance attendance;
  private final Function<SessionId, String> names;

  SessionTable(
      CommandContext context,
      LegalHolds.Held held,
      Elsewhere elsewhere,
      Attendance attendance,
      Function<SessionId, String> names) {
    this.names = names;
    this.held = held;
    this.attendance = attendance;
    this.elsewhere = elsewhere;
    this.printer = ColumnPrinter.of(context.isTerminal() ? FOR_PEOPLE : FOR_PROGRAMS, context);
    this.forPeople = context.isTerminal();
    this.now = context.clock().instant();
    this.zone = context.zone();
  }

  @Override
  public void print(Session session) {
    printer.row(forPeople ? peopleRow(session) : programRow(session));
  }

  @Override
  public void finish() {
    printer.finish();
  }

  private List<String> peopleRow(Session session) {
    String tty = session.tty().startsWith("/dev/") ? session.tty().substring(5) : session.tty();
    return List.of(
        names.apply(session.id()),
        session.user(),
        session.host(),
        tty.isEmpty() ? Column.UNKNOWN : tty, // an import may not say it
        session.remote().map(Origin::toString).orElse(Column.UNKNOWN),
        started(session.started()),
        ReadableUnits.duration(session.duration(now)),
        ReadableUnits.size(session.bytes()),
        state(session) + elsewhere.of(session.id()).map(SessionTable::where).orElse(""),
        note(session),
        session.exitCode().isPresent() ? "" + session.exitCode().getAsInt() : "-");
  }

  /** Returns what must not be overlooked, and is therefore never cut; empty for most sessions. */
  private String note(Session session) {
    List<String> notes = new ArrayList<>();
    if (!session.gaps().isEmpty()) {
      notes.add("gaps");
    }
    if (held.holds(session.id(), session.user())) {
      notes.add("held");
    }
    return String.join(", ", notes);
  }

  private String state(Session session) {
    boolean unattended = attendance == Attendance.UNATTENDED && !session.hasEnded();
    return unattended && elsewhere.of(session.id()).isEmpty() ? UNATTENDED : session.state().word();
  }

  private String started(Instant started) {
    Duration ago = Duration.between(started, now);
    boolean recent = !ago.isNegative() && ago.compareTo(RECENT) < 0;
    return (recent ? THIS_YEAR : LONG_AGO).format(started.atZone(zone));
  }

  private static String colourOfState(String state) {
    if (state.equals(SessionState.COMPLETE.word())) {
      return "";
    }
    return state.equals(SessionState.ACTIVE.word()) ? GOOD : UNUSUAL;
  }

  private static String colourOfExit(String exitCode) {
    return exitCode.equals("0") || exitCode.equals("-") ? "" : BAD;
  }

  private static String where(Elsewhere.Host host) {
    String silent = ", not seen for " + ReadableUnits.duration(host.silence());
    return " on " + host.name() + (host.isSilent() ? silent : "");
  }

  private List<String> programRow(Session session) {
    return List.of(
        names.apply(session.id()),
        session.user(),
        session.tty(),
        session.remote().map(Origin::toString).orElse(""),
        session.started().truncatedTo(ChronoUnit.SECONDS).toString(),
        Long.toString(Math.max(0, session.duration(now).toSeconds())),
        Long.toString(session.bytes()),
        state(session),
        session.exitCode().isPresent() ? "" + session.exitCode().getAsInt() : "");
  }
}
