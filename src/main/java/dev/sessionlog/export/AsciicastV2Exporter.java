package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * asciicast, version 2: times are seconds since the start, here to the microsecond
 * (https://docs.asciinema.org/manual/asciicast/v2/).
 */
final class AsciicastV2Exporter extends AsciicastExporter {
  private AsciicastV2Exporter(AsciicastWriter writer) {
    super(writer);
  }

  static Exporter open(Destination destination) throws IOException {
    return new AsciicastV2Exporter(new AsciicastWriter(destination.open("session.cast")));
  }

  @Override
  void head(SessionHeader header, AsciicastWriter to) throws IOException {
    TerminalSize size = header.session().size();
    to.json().writeNumberField("version", 2);
    to.json().writeNumberField("width", size.columns());
    to.json().writeNumberField("height", size.rows());
    to.common(header);
  }

  @Override
  String time(Duration at) {
    return String.format(Locale.ROOT, "%d.%06d", at.toSeconds(), at.toNanosPart() / 1000);
  }
}
