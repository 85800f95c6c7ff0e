package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.search.Hit;
import dev.sessionlog.search.Hit.Span;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints the results of a search, one line each: user, time, place to open, and text. On a
 * terminal, the session stands above its lines.
 */
final class HitPrinter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String FOUND = "1;31";

  private final CommandContext context;
  private final SessionSource source;
  private final boolean marked;
  private final SessionHeading heading;

  /**
   * Creates a printer.
   *
   * @param source tells what sessions are called
   * @param marked true to distinguish matching lines from context lines
   */
  HitPrinter(CommandContext context, SessionSource source, boolean marked) {
    this.context = context;
    this.source = source;
    this.marked = marked;
    this.heading = new SessionHeading(context);
  }

  void print(Hit hit) {
    if (context.isTerminal()) {
      printBelowHeading(hit);
      return;
    }
    String when = TIME.format(hit.time().atZone(context.zone()));
    String mark = marked ? mark(hit) + "\t" : "";
    context
        .out()
        .println(mark + String.join("\t", Visible.field(hit.user()), when, place(hit), text(hit)));
  }

  private void printBelowHeading(Hit hit) {
    // The heading can be pasted: it is where play opens the first line below.
    heading.print(hit.user(), hit.session(), place(hit), hit.time());
    String when = CLOCK.format(hit.time().atZone(context.zone()));
    String place =
        hit.line().isPresent()
            ? ":" + hit.line().getAsLong()
            : "--at " + seconds(hit.at().orElse(Duration.ZERO));
    context
        .out()
        .println(
            (marked ? mark(hit) + " " : "")
                + context.coloured(SessionHeading.WHEN, when)
                + " "
                + context.coloured(SessionHeading.PLACE, place)
                + " "
                + text(hit));
  }

  private static String mark(Hit hit) {
    return hit.isContext() ? "-" : ">";
  }

  /** Returns what the session of a line is called, as commands take it. */
  String session(Hit hit) {
    return source.nameOf(hit);
  }

  /** Returns the argument for {@code play} to open it there. */
  private String place(Hit hit) {
    String session = session(hit);
    return hit.line().isPresent()
        ? session + ":" + hit.line().getAsLong()
        : session + " --at " + seconds(hit.at().orElse(Duration.ZERO));
  }

  private static String seconds(Duration at) {
    return String.format(Locale.ROOT, "%d.%03d", at.toSeconds(), at.toMillisPart());
  }

  private String text(Hit hit) {
    String line = hit.text().text();
    String logged = hit.text().logged();
    StringBuilder text = new StringBuilder(logged.substring(0, logged.length() - line.length()));
    int from = 0;
    for (Span span : hit.spans()) {
      text.append(Visible.line(line.substring(from, span.start())));
      text.append(context.coloured(FOUND, Visible.line(line.substring(span.start(), span.end()))));
      from = span.end();
    }
    return text.append(Visible.line(line.substring(from))).toString();
  }

  void write(Hit hit, JsonGenerator json) throws IOException {
    writeSession(hit, json);
    if (hit.line().isPresent()) {
      json.writeNumberField("line", hit.line().getAsLong());
    }
    if (hit.at().isPresent()) {
      json.writeFieldName("at");
      json.writeNumber(seconds(hit.at().get()));
    }
    json.writeStringField("time", hit.time().toString());
    json.writeStringField("kind", hit.text().kind().word());
    json.writeStringField("text", hit.text().text());
    json.writeBooleanField("context", hit.isContext());
    json.writeStringField("play", place(hit));
  }

  /** Says whose session it is, and in an archive on which machine. */
  void writeSession(Hit hit, JsonGenerator json) throws IOException {
    json.writeStringField("user", hit.user());
    Optional<String> machine = source.machineOf(hit);
    if (machine.isPresent()) {
      json.writeStringField("host", machine.get());
    }
    json.writeStringField("session", hit.session().toString());
  }
}
