package dev.sessionlog.userlog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.transcript.LineText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a transcript line as a JSON object in one line, with the members {@code session line time
 * user tty host kind text} in this order. The place comes first, so that no text precedes it. The
 * time is in UTC, as {@link java.time.Instant#toString} writes it. A checkpoint of the ledger has
 * the members {@code time host kind text}, with kind {@code checkpoint}. An administrator's
 * appender can use this encoder, too, by its name in {@code logback.xml}.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    if (event instanceof CheckpointEvent checkpoint) {
      return encode(checkpoint);
    }
    if (!(event instanceof TranscriptEvent transcript)) {
      return NOTHING;
    }
    TranscriptLine line = transcript.line();
    StringWriter encoded = new StringWriter(256);
    try (JsonGenerator object = json.createGenerator(encoded)) {
      object.writeStartObject();
      object.writeStringField("session", line.session().toString());
      object.writeNumberField("line", line.number());
      object.writeStringField("time", line.at().toString());
      object.writeStringField("user", TranscriptLine.clean(line.user()));
      object.writeStringField("tty", LineEncoders.shortTty(line.tty()));
      object.writeStringField("host", line.host());
      LineText text = LineText.parse(line.text());
      object.writeStringField("kind", text.kind().word());
      object.writeStringField("text", text.text());
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] encode(CheckpointEvent checkpoint) {
    StringWriter encoded = new StringWriter(256);
    try (JsonGenerator object = json.createGenerator(encoded)) {
      object.writeStartObject();
      object.writeStringField("time", checkpoint.getInstant().toString());
      object.writeStringField("host", checkpoint.host());
      object.writeStringField("kind", CheckpointEvent.KIND);
      object.writeStringField("text", checkpoint.getMessage());
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
