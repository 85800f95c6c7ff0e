package dev.sessionlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.recording.JsonMembers;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The facts of a session in an archive: what {@code session.json} says, in one line, and of one
 * that ended the parts of its recording. It is written after all of them: one that has this is
 * whole.
 *
 * @param session what the recording says of itself
 * @param sessionJson {@code session.json} to the byte, as it was sealed
 * @param recording its files; empty for a session that was live when this was written
 */
public record ArchivedSession(
    Session session, Optional<String> sessionJson, Optional<Files> recording) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String TYPESCRIPT = "typescript";
  private static final String TIMING = "timing";
  private static final String SESSION_JSON = "session_json";

  /**
   * The files of a recording that ended.
   *
   * @param typescript what script(1) wrote
   * @param timing when it came
   */
  public record Files(ArchivedFile typescript, ArchivedFile timing) {}

  /**
   * Returns the object's content.
   *
   * @param sessionJson {@code session.json} as it is, whatever version wrote it
   */
  static byte[] encode(byte[] sessionJson, Optional<Files> recording) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonParser from = JSON.createParser(sessionJson);
        JsonGenerator json = JSON.createGenerator(bytes)) {
      if (from.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      json.writeStartObject();
      while (from.nextToken() == JsonToken.FIELD_NAME) {
        json.copyCurrentStructure(from);
      }
      if (recording.isPresent()) {
        write(json, TYPESCRIPT, recording.get().typescript());
        write(json, TIMING, recording.get().timing());
        json.writeStringField(SESSION_JSON, new String(sessionJson, StandardCharsets.UTF_8));
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, String name, ArchivedFile file) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("bytes", file.bytes());
    json.writeStringField("sha256", file.sha256().toString());
    json.writeArrayFieldStart("parts");
    for (ArchivedFile.Part part : file.parts()) {
      json.writeStartObject();
      json.writeNumberField("offset", part.offset());
      json.writeNumberField("bytes", part.bytes());
      json.writeStringField("sha256", part.sha256().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Returns what an object says.
   *
   * @param name its name, for messages
   * @throws CorruptRecordingException when it says no session
   */
  public static ArchivedSession decode(String name, byte[] content) throws IOException {
    Path path = Path.of(name);
    Session session = SessionFile.decode(path, content);
    Map<String, ArchivedFile> files = new HashMap<>();
    Optional<String> sessionJson = Optional.empty();
    try (JsonParser json = JSON.createParser(content)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        json.nextToken();
        if (member.equals(TYPESCRIPT) || member.equals(TIMING)) {
          files.put(member, file(json));
        } else if (member.equals(SESSION_JSON)) {
          sessionJson = Optional.of(json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (com.fasterxml.jackson.core.JacksonException
        | ArithmeticException
        | IllegalArgumentException
        | NoSuchElementException e) {
      throw new CorruptRecordingException(path, "not the facts of a session: " + e.getMessage());
    }
    ArchivedFile typescript = files.get(TYPESCRIPT);
    ArchivedFile timing = files.get(TIMING);
    return new ArchivedSession(
        session,
        sessionJson,
        typescript == null || timing == null
            ? Optional.empty()
            : Optional.of(new Files(typescript, timing)));
  }

  private static ArchivedFile file(JsonParser json) throws IOException {
    Map<String, String> values = new HashMap<>();
    List<ArchivedFile.Part> parts = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY && name.equals("parts")) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          parts.add(part(json));
        }
      } else if (json.currentToken().isScalarValue()) {
        values.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return new ArchivedFile(number(values, "bytes"), hash(values), parts);
  }

  private static ArchivedFile.Part part(JsonParser json) throws IOException {
    Map<String, String> values = JsonMembers.read(json);
    int bytes = Math.toIntExact(number(values, "bytes"));
    return new ArchivedFile.Part(number(values, "offset"), bytes, hash(values));
  }

  private static long number(Map<String, String> values, String name) {
    long number = Long.parseLong(required(values, name));
    if (number < 0 || number > Integer.MAX_VALUE * (1L << 22)) {
      throw new IllegalArgumentException(name + " " + number);
    }
    return number;
  }

  private static Sha256 hash(Map<String, String> values) {
    return Sha256.parse(required(values, "sha256")).orElseThrow();
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new NoSuchElementException("no \"" + name + "\"");
    }
    return value;
  }
}
