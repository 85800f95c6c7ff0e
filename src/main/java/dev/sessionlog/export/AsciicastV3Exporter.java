package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * asciicast, version 3: times are seconds since the previous event, to the millisecond, rounded so
 * that errors do not add up (https://docs.asciinema.org/manual/asciicast/v3/).
 */
final class AsciicastV3Exporter extends AsciicastExporter {
  private long lastMillis;

  private AsciicastV3Exporter(AsciicastWriter writer) {
    super(writer);
  }

  static Exporter open(Destination destination) throws IOException {
    return new AsciicastV3Exporter(new AsciicastWriter(destination.open("session.cast")));
  }

  @Override
  void head(SessionHeader header, AsciicastWriter to) throws IOException {
    TerminalSize size = header.session().size();
    to.json().writeNumberField("version", 3);
    to.json().writeObjectFieldStart("term");
    to.json().writeNumberField("cols", size.columns());
    to.json().writeNumberField("rows", size.rows());
    to.member("type", Optional.of(header.session().term()).filter(t -> !t.isEmpty()));
    to.json().writeEndObject();
    to.common(header);
  }

  /** Each time since the start is rounded by itself, and an interval is the difference of two. */
  @Override
  String time(Duration at) {
    long millis = at.plusNanos(500_000).toMillis();
    long interval = Math.max(0, millis - lastMillis);
    lastMillis += interval;
    return String.format(Locale.ROOT, "%d.%03d", interval / 1000, interval % 1000);
  }

  @Override
  void exit(Duration at, Session ended) throws IOException {
    if (ended.exitCode().isPresent()) {
      event(at, "x", Integer.toString(ended.exitCode().getAsInt()));
    }
  }
}
