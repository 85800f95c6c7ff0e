package dev.sessionlog.cli;

import dev.sessionlog.collector.Attendance;
import dev.sessionlog.custody.Holds;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.Session;
import dev.sessionlog.store.Elsewhere;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Sessions in columns. For people, times are local and sizes and durations rounded; for programs,
 * times are in UTC, sizes in bytes and durations in seconds, and what is not known is empty. On a
 * narrow screen the start is left out, because the id begins with it.
 */
final class SessionTable implements SessionPrinter {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("SESSION"),
          Column.flexible("USER"),
          Column.flexible("TTY"),
          Column.flexible("FROM"),
          Column.dispensable("STARTED"),
          Column.number("DURATION"),
          Column.number("SIZE"),
          Column.text("STATE"),
          Column.number("EXIT"));

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  /** What stands for the state of a session that counts as active, but has no collector. */
  private static final String UNATTENDED = "unattended";

  private final ColumnPrinter printer;
  private final boolean forPeople;
  private final Instant now;
  private final Holds.Held held;
  private final Elsewhere elsewhere;
  private final Attendance attendance;
  private final DateTimeFormatter time;

  SessionTable(
      CommandContext context, Holds.Held held, Elsewhere elsewhere, Attendance attendance) {
    this.held = held;
    this.attendance = attendance;
    this.elsewhere = elsewhere;
    this.printer = ColumnPrinter.of(COLUMNS, context);
    this.forPeople = context.isTerminal();
    this.now = context.clock().instant();
    this.time = TIME.withZone(context.zone());
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
        session.id().toString(),
        session.user(),
        tty.isEmpty() ? "-" : tty, // an import may not say it
        session.remote().map(Origin::toString).orElse("-"),
        time.format(session.started()),
        ReadableUnits.duration(session.duration(now)),
        ReadableUnits.size(session.bytes()),
        state(session)
            + elsewhere.of(session.id()).map(SessionTable::where).orElse("")
            + (session.gaps().isEmpty() ? "" : ", gaps")
            + (held.holds(session.id(), session.user()) ? ", held" : ""),
        session.exitCode().isPresent() ? "" + session.exitCode().getAsInt() : "-");
  }

  private String state(Session session) {
    boolean unattended = attendance == Attendance.UNATTENDED && !session.hasEnded();
    return unattended && elsewhere.of(session.id()).isEmpty() ? UNATTENDED : session.state().word();
  }

  private static String where(Elsewhere.Host host) {
    String silent = ", not seen for " + ReadableUnits.duration(host.silence());
    return " on " + host.name() + (host.isSilent() ? silent : "");
  }

  private List<String> programRow(Session session) {
    return List.of(
        session.id().toString(),
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
