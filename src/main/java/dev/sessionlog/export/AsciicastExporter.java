package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the asciicast versions: events with a time, a letter and a text in UTF-8
 * (https://docs.asciinema.org/manual/asciicast/v3/).
 */
abstract class AsciicastExporter implements Exporter {
  private final AsciicastWriter writer;
  private final Utf8Text text = new Utf8Text();
  private @Nullable Session session;

  AsciicastExporter(AsciicastWriter writer) {
    this.writer = writer;
  }

  /** Writes the header. */
  abstract void head(SessionHeader header, AsciicastWriter to) throws IOException;

  /** Returns the time of an event in the form of the version. */
  abstract String time(Duration at);

  /** Writes the end of the file, if the version has one. */
  void exit(Duration at, Session ended) throws IOException {}

  @Override
  public final void begin(SessionHeader header) throws IOException {
    session = header.session();
    writer.json().writeStartObject();
    head(header, writer);
    writer.json().writeEndObject();
  }

  final void event(Duration at, String code, String value) throws IOException {
    writer.event(time(at), code, value);
  }

  @Override
  public final void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    String decoded = text.next(bytes, offset, length);
    if (!decoded.isEmpty()) {
      event(at, "o", decoded);
    }
  }

  @Override
  public final void resize(Duration at, TerminalSize size) throws IOException {
    event(at, "r", AsciicastWriter.size(size));
  }

  @Override
  public final void fact(Duration at, String name, String value) throws IOException {
    if (name.equals("MARKER")) {
      event(at, "m", value);
    } else if (name.equals("GAP")) {
      event(at, "m", "gap: " + value);
    }
  }

  @Override
  public final void end(Duration at) throws IOException {
    String left = text.end();
    if (!left.isEmpty()) {
      event(at, "o", left);
    }
    if (session != null) {
      exit(at, session);
    }
    writer.close();
  }
}
