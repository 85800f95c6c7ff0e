package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.UserFileName;
import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps sessions from being removed. */
@Command(
    name = "hold",
    description = {
      "Places a legal hold: keeps sessions, and the logs of their days, until released.",
      "Held sessions are neither removed nor compressed, whatever the limits say. --user holds all"
          + " present and future sessions of a user; --list shows the holds.",
      "Each hold is written to audit/audit.log in the log dir."
    })
final class HoldCommand implements Callable<Integer> {
  @Mixin private final HoldTargets targets = new HoldTargets();

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The reason. It is kept with the hold.")
  private String why = "";

  @Option(
      names = {"-l", "--list"},
      description = "Only list the holds: since when, by whom and why.")
  private boolean list;

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("HELD"),
          Column.text("SINCE"),
          Column.text("BY").cutTo(8),
          Column.text("WHY").cutTo(8));

  private static final Pattern WHO =
      Pattern.compile("uid (?<uid>\\d+)(?: \\((?<name>.*)\\))? loginuid (?<login>\\w+) pid \\d+");

  private final CommandContext context;

  HoldCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    if (list) {
      print(new LegalHolds(logDir).entries());
      return ExitCode.OK;
    }
    var recordings = targets.recordings(logDir);
    for (String user : targets.users()) {
      requireName(user);
    }
    LegalHolds holds = new LegalHolds(logDir);
    AuditTrail trail = AuditedBy.caller(context, Unix.load(), logDir);
    String reason = why.isEmpty() ? "" : ": " + why;
    for (Recording recording : recordings.values()) {
      String name = "session " + recording.id() + " of " + recording.user();
      tell(
          name,
          holds.hold(
              recording,
              context.clock().instant(),
              trail.who(),
              why,
              () -> trail.note("hold " + name + reason)));
    }
    for (String user : targets.users()) {
      String name = "all of " + user;
      tell(
          name,
          holds.holdUser(
              user,
              context.clock().instant(),
              trail.who(),
              why,
              () -> trail.note("hold " + name + reason)));
    }
    return ExitCode.OK;
  }

  private void print(List<LegalHolds.Entry> entries) {
    ColumnPrinter printer = ColumnPrinter.of(COLUMNS, context);
    for (LegalHolds.Entry entry : entries) {
      String since =
          context.isTerminal() ? ReadableUnits.time(entry.at(), context.zone()) : entry.at();
      String what = entry.ofUser() ? "user " + entry.what() : entry.what();
      String by = context.isTerminal() ? shortly(entry.by()) : entry.by();
      printer.row(List.of(what, since, by, entry.why()));
    }
    printer.finish();
    if (entries.isEmpty() && context.isTerminal()) {
      context.err().println("nothing is held");
    }
  }

  /** Shortens {@link AuditTrail#who}, so that there is room for the reason. */
  private static String shortly(String who) {
    Matcher parts = WHO.matcher(who);
    if (!parts.matches()) {
      return who;
    }
    String name = parts.group("name") == null ? "uid " + parts.group("uid") : parts.group("name");
    String login = parts.group("login");
    boolean same = login.equals("none") || login.equals(parts.group("uid"));
    return same ? name : name + " (login " + login + ")";
  }

  private void tell(String name, LegalHolds.Outcome outcome) {
    String shown = Visible.field(name);
    switch (outcome) {
      case HELD -> context.out().println(shown + ": held");
      case HELD_ALREADY -> context.out().println(shown + ": already held");
      case GONE ->
          throw new CommandFailure(ExitCode.NOT_FOUND, shown + ": removed in the meantime");
    }
  }

  private static void requireName(String user) {
    try {
      UserFileName.of(user);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--user '" + user + "': not a user's name");
    }
  }
}
