package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes the lines that both versions of asciicast have in common: JSON values, one a line. */
final class AsciicastWriter implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  AsciicastWriter(OutputStream out) throws IOException {
    json = JSON.createGenerator(out, JsonEncoding.UTF8);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  JsonGenerator json() {
    return json;
  }

  /** Writes the members of the header that both versions have. */
  void common(SessionHeader header) throws IOException {
    Session session = header.session();
    json.writeNumberField("timestamp", session.started().getEpochSecond());
    member("command", header.command());
    member("title", header.title());
    Optional<String> shell = Optional.of(session.shell()).filter(s -> !s.isEmpty());
    Optional<String> term = Optional.of(session.term()).filter(t -> !t.isEmpty());
    if (shell.isPresent() || term.isPresent()) {
      json.writeObjectFieldStart("env");
      member("SHELL", shell);
      member("TERM", term);
      json.writeEndObject();
    }
  }

  void member(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  /** Writes an event; {@code time} is a JSON number. */
  void event(String time, String code, String text) throws IOException {
    json.writeStartArray();
    json.writeNumber(time);
    json.writeString(code);
    json.writeString(text);
    json.writeEndArray();
  }

  static String size(TerminalSize size) {
    return size.columns() + "x" + size.rows();
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}
