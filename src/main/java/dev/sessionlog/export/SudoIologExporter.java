package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * An I/O log of sudo (sudoers(5), "I/O LOG FILES"): {@code log} and {@code log.json} describe the
 * session, {@code ttyout} has the output, {@code timing} its times. A read-only timing file marks a
 * complete log.
 */
final class SudoIologExporter implements Exporter {
  private static final int TTY_OUTPUT = 4;
  private static final int WINDOW_SIZE = 5;

  private final Destination destination;
  private final OutputStream output;
  private final OutputStream timing;
  private Duration last = Duration.ZERO;

  private SudoIologExporter(Destination destination) throws IOException {
    this.destination = destination;
    this.output = destination.open("ttyout");
    this.timing = destination.openSealed("timing");
  }

  static Exporter open(Destination destination) throws IOException {
    return new SudoIologExporter(destination);
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    Session session = header.session();
    String command = command(header);
    try (OutputStream log = destination.open("log")) {
      log.write(log(session, command).getBytes(StandardCharsets.UTF_8));
    }
    try (OutputStream log = destination.open("log.json")) {
      writeJson(session, command, log);
    }
  }

  private static String command(SessionHeader header) {
    String shell = header.session().shell();
    return oneLine(header.command().orElse(shell.isEmpty() ? "-" : shell));
  }

  private static String log(Session session, String command) {
    return String.join(
            ":",
            Long.toString(session.started().getEpochSecond()),
            field(session.user()),
            field(session.user()),
            "",
            field(session.tty()),
            Integer.toString(session.size().rows()),
            Integer.toString(session.size().columns()))
        + "\n/\n"
        + command
        + "\n";
  }

  private static void writeJson(Session session, String command, OutputStream log)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(log, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeObjectFieldStart("timestamp");
      json.writeNumberField("seconds", session.started().getEpochSecond());
      json.writeNumberField(
          "nanoseconds", (int) (session.started().toEpochMilli() % 1000) * 1_000_000);
      json.writeEndObject();
      json.writeNumberField("columns", session.size().columns());
      json.writeStringField("command", command);
      json.writeNumberField("lines", session.size().rows());
      json.writeArrayFieldStart("runargv");
      json.writeString(command);
      json.writeEndArray();
      json.writeNumberField("runuid", session.uid());
      json.writeStringField("runuser", session.user());
      json.writeStringField("submitcwd", "/");
      json.writeStringField("submithost", session.host());
      json.writeStringField("submituser", session.user());
      json.writeStringField("ttyname", session.tty());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static String field(String text) {
    return oneLine(text).replace(':', '_');
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ');
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    output.write(bytes, offset, length);
    write(TTY_OUTPUT, at, Integer.toString(length));
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    write(WINDOW_SIZE, at, size.rows() + " " + size.columns());
  }

  private void write(int event, Duration at, String what) throws IOException {
    Duration delay = at.minus(last);
    last = at;
    String line =
        String.format(
            Locale.ROOT, "%d %d.%09d %s\n", event, delay.toSeconds(), delay.toNanosPart(), what);
    timing.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void end(Duration at) throws IOException {
    output.close();
    timing.close();
  }
}
