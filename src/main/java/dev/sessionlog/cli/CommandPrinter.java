package dev.sessionlog.cli;

import dev.sessionlog.commands.ShellCommand;
import dev.sessionlog.commands.ShellCommand.Evidence;
import dev.sessionlog.commands.ShellCommand.Outcome;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints the commands of one session, each as it comes: in columns under a heading for each day,
 * with tabs between the fields for programs, as JSON, or the commands alone. For one thread.
 */
final class CommandPrinter {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String WHEN = "32";
  private static final String FAILED = "31";
  private static final String FAINT = "2";
  private static final String CUT = "\u2026";

  /** Widths of the columns before the command; that of the directory where there is room. */
  private static final int FIXED = 26;

  private static final int DIRECTORY = 14;
  private static final int NARROW = 72;

  /** How many columns a command has at least. */
  private static final int LEAST = 20;

  private final CommandContext context;
  private final LineOutput output;
  private final Session session;
  private final JsonLines json;
  private @Nullable LocalDate day;
  private @Nullable Evidence evidence;
  private boolean guessed;

  CommandPrinter(CommandContext context, LineOutput output, Session session) {
    this.context = context;
    this.output = output;
    this.session = session;
    this.json = new JsonLines(context.out());
  }

  /** Prints a command. */
  void print(ShellCommand command) {
    switch (output) {
      case CAT ->
          (command.text() + end(command)).lines().forEach(line -> println(Visible.line(line)));
      case JSON -> object(command);
      case FULL -> println(String.join("\t", fields(command)));
      default -> table(command);
    }
  }

  /** Prints what is left; to be called once. */
  void finish() throws IOException {
    if (guessed && output == LineOutput.SHORT) {
      println(context.coloured(FAINT, "? is a guess: see sessionlog-show(1)"));
    }
    json.finish();
    context.out().flush();
  }

  private Instant time(ShellCommand command) {
    return session.started().plus(command.at());
  }

  private List<String> fields(ShellCommand command) {
    List<String> fields = new ArrayList<>();
    fields.add(time(command).toString());
    fields.add(command.duration().map(d -> seconds(d).toPlainString()).orElse(""));
    fields.add(command.exitCode().isPresent() ? "" + command.exitCode().getAsInt() : "");
    fields.add(command.outcome().word());
    fields.add(command.evidence().word() + (command.guessed() ? "?" : ""));
    fields.add(command.directory().map(Visible::field).orElse(""));
    fields.add(Visible.field(command.text()) + end(command));
    return fields;
  }

  /** Returns what stands for the rest of a command of which only the beginning was kept. */
  private static String end(ShellCommand command) {
    return command.isCut() ? CUT : "";
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3);
  }

  private void object(ShellCommand command) {
    try {
      json.object(
          object -> {
            object.writeStringField("user", session.user());
            object.writeStringField("session", session.id().toString());
            object.writeNumberField("at", seconds(command.at()));
            object.writeStringField("time", time(command).toString());
            if (command.duration().isPresent()) {
              object.writeNumberField("duration", seconds(command.duration().get()));
            }
            object.writeStringField("outcome", command.outcome().word());
            if (command.exitCode().isPresent()) {
              object.writeNumberField("exit_code", command.exitCode().getAsInt());
            }
            if (command.directory().isPresent()) {
              object.writeStringField("directory", command.directory().get());
            }
            object.writeStringField("command", command.text());
            if (command.told().isPresent()) {
              object.writeStringField("told", command.told().get());
            }
            object.writeStringField("evidence", command.evidence().word());
            object.writeBooleanField("guessed", command.guessed());
            if (command.isCut()) {
              object.writeBooleanField("cut", true);
            }
            object.writeNumberField("depth", command.depth());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The table

  private boolean isWide() {
    return context.columns() >= NARROW;
  }

  private void table(ShellCommand command) {
    ZonedDateTime at = time(command).atZone(context.zone());
    headings(at.toLocalDate(), command.evidence());
    guessed |= command.guessed();
    String exit = command.exitCode().isPresent() ? "" + command.exitCode().getAsInt() : "-";
    String head =
        context.coloured(WHEN, TIME.format(at))
            + pad(duration(command), 10)
            + context.coloured(exit.equals("0") || exit.equals("-") ? "" : FAILED, pad(exit, 6))
            + "  "
            + (isWide() ? directory(command) + "  " : "");
    String indent = " ".repeat(Math.min(8, 2 * command.depth()));
    List<String> lines = new ArrayList<>();
    String cut = end(command);
    String text = command.text() + cut + (command.guessed() ? " ?" : "");
    text.lines().forEach(line -> fold(indent + Visible.field(line), lines));
    command
        .told()
        .ifPresent(told -> fold(indent + "(told: " + Visible.field(told) + cut + ")", lines));
    String before = head;
    for (String line : lines) {
      println(before + line);
      before = " ".repeat(margin());
    }
  }

  private int margin() {
    return isWide() ? FIXED + DIRECTORY + 2 : FIXED;
  }

  private void fold(String line, List<String> lines) {
    int width = Math.max(LEAST, context.columns() - margin());
    String rest = line;
    while (length(rest) > width) {
      int end = rest.offsetByCodePoints(0, width);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    lines.add(rest);
  }

  private void headings(LocalDate now, Evidence by) {
    if (!now.equals(day)) {
      println((day == null ? "" : "\n") + heading(now));
      println(
          "TIME      DURATION  EXIT  "
              + (isWide()
                  ? String.format(Locale.ROOT, "%-" + (DIRECTORY + 2) + "s", "DIRECTORY")
                  : "")
              + "COMMAND");
    }
    day = now;
    if (by != evidence) {
      evidence = by;
      String found = by == Evidence.MARKS ? "by the marks of the shell" : "by prompts";
      println(context.coloured(FAINT, "-- found " + found));
    }
  }

  private String heading(LocalDate now) {
    return context.coloured(WHEN, DAY.format(now))
        + "  "
        + context.coloured("35", Visible.field(session.user()))
        + "  "
        + context.coloured("36", session.id().toString());
  }

  private static String duration(ShellCommand command) {
    return command.outcome() == Outcome.ABORTED || command.outcome() == Outcome.RUNNING
        ? command.outcome().word()
        : command.duration().map(ReadableUnits::duration).orElse("-");
  }

  /** Returns the end of a directory's name, which tells most. */
  private static String directory(ShellCommand command) {
    String name = command.directory().map(Visible::field).orElse("-");
    int length = length(name);
    return length > DIRECTORY
        ? "\u2026" + name.substring(name.offsetByCodePoints(0, length - DIRECTORY + 1))
        : name + " ".repeat(DIRECTORY - length);
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(1, width - length(text))) + text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void println(String line) {
    context.out().println(line);
  }
}
