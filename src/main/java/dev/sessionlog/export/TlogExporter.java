package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Messages of tlog, version 2.3, one JSON object a line (doc/log_format.md of tlog). Bytes that are
 * not UTF-8 are kept: a replacement character represents them in the text, and a list beside it has
 * the bytes.
 */
final class TlogExporter implements Exporter {
  /** The largest message, as in tlog by default. */
  private static final int PAYLOAD = 2048;

  private final JsonGenerator json;
  private final TlogText text = new TlogText();
  private @Nullable Session session;
  private long messages;
  private long position;
  private long last;

  private TlogExporter(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  static Exporter open(Destination destination) throws IOException {
    return new TlogExporter(destination.open("session.tlog"));
  }

  @Override
  public void begin(SessionHeader header) {
    session = header.session();
    text.size(session.size());
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    pass(at);
    int end = offset + length;
    for (int from = offset; from < end; from += PAYLOAD) {
      text.output(bytes, from, Math.min(PAYLOAD, end - from));
      if (text.length() >= PAYLOAD) {
        writeMessage();
      }
    }
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    pass(at);
    text.size(size);
  }

  /** A message begins at the time of its first event, and counts from there. */
  private void pass(Duration at) throws IOException {
    long millis = at.toMillis();
    if (text.length() >= PAYLOAD) {
      writeMessage();
    }
    if (text.isEmpty()) {
      position = millis;
    } else if (millis > last) {
      text.delay(millis - last);
    }
    last = Math.max(last, millis);
  }

  private void writeMessage() throws IOException {
    if (session == null || text.isEmpty()) {
      return;
    }
    messages++;
    long epoch = session.started().toEpochMilli() + position;
    json.writeStartObject();
    json.writeStringField("ver", "2.3");
    json.writeStringField("host", session.host());
    json.writeStringField("rec", session.id().toString());
    json.writeStringField("user", session.user());
    json.writeStringField("term", session.term());
    json.writeNumberField("session", 1);
    json.writeNumberField("id", messages);
    json.writeNumberField("pos", position);
    json.writeFieldName("time");
    json.writeNumber(String.format(Locale.ROOT, "%d.%03d", epoch / 1000, epoch % 1000));
    text.write(json);
    json.writeEndObject();
    position = last;
  }

  @Override
  public void end(Duration at) throws IOException {
    pass(at);
    text.end();
    writeMessage();
    json.writeRaw('\n');
    json.close();
  }
}
