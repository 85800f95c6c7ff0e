package dev.sessionlog.recording;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionPlace;
import dev.sessionlog.session.SessionShell;
import dev.sessionlog.session.SessionStanding;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.SessionUser;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The codec of {@code session.json}; its keys are defined in {@code docs/format.md}. */
public final class SessionFile {
  /**
   * Readers take what they know from a file with a higher version. New keys alone do not raise it.
   */
  private static final int VERSION = 1;

  private static final int LARGEST = 1 << 20;

  /** Files are UTF-8; a file that looks like UTF-32 is damaged. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private SessionFile() {}

  public static void write(Path file, Session session) throws IOException {
    DurableFile.replace(file, encode(session));
  }

  public static Session read(Path file) throws IOException {
    return decode(file, StoreFiles.bytes(file, LARGEST));
  }

  public static byte[] encode(Session session) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      write(json, session);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** Returns the same as one line, without its end. */
  public static byte[] encodeInOneLine(Session session) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      write(json, session);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Session session) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeStringField("id", session.id().toString());
    json.writeStringField("user", session.user());
    json.writeNumberField("uid", session.uid());
    if (session.loginUid().isPresent()) {
      json.writeNumberField("loginuid", session.loginUid().getAsLong());
    }
    json.writeStringField("host", session.host());
    json.writeStringField("tty", session.tty());
    if (session.remote().isPresent()) {
      Origin origin = session.remote().get();
      json.writeStringField(origin.known() ? "remote" : "claimed_remote", origin.address());
    }
    json.writeStringField("shell", session.shell());
    json.writeStringField("term", session.term());
    json.writeNumberField("columns", session.size().columns());
    json.writeNumberField("rows", session.size().rows());
    writeOptional(json, "parent", session.parent());
    json.writeStringField("started", session.started().toString());
    writeOptional(json, "ended", session.ended());
    if (session.exitCode().isPresent()) {
      json.writeNumberField("exit_code", session.exitCode().getAsInt());
    }
    json.writeNumberField("bytes", session.bytes());
    json.writeStringField("state", session.state().word());
    json.writeArrayFieldStart("gaps");
    for (Gap gap : session.gaps()) {
      write(json, gap);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOptional(JsonGenerator json, String key, Optional<?> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key, value.get().toString());
    }
  }

  private static void write(JsonGenerator json, Gap gap) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", gap.from().toString());
    json.writeStringField("to", gap.to().toString());
    json.writeNumberField("offset", gap.offset());
    json.writeNumberField("bytes", gap.bytes());
    json.writeStringField("reason", gap.reason());
    json.writeEndObject();
  }

  /**
   * Makes sure that {@code file} is not of a later version; an unreadable file passes.
   *
   * @throws NewerRecordingException if it is
   */
  static void requireKnownVersion(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    try {
      parse(file, StoreFiles.bytes(file, LARGEST), values, new ArrayList<>());
    } catch (NoSuchFileException | CorruptRecordingException damaged) {
      // The part before the damage may have the version.
    }
    refuseNewer(file, values);
  }

  private static void refuseNewer(Path file, Map<String, String> values)
      throws NewerRecordingException {
    String version = values.getOrDefault("version", "");
    if (version.matches("\\d{1,9}") && Integer.parseInt(version) > VERSION) {
      throw new NewerRecordingException(file, Integer.parseInt(version), VERSION);
    }
  }

  /**
   * Parses a session. From a later version it takes the known keys, with state {@link
   * SessionState#UNKNOWN}.
   *
   * @throws NewerRecordingException if it is of a later version and lacks required keys
   */
  public static Session decode(Path file, byte[] content) throws IOException {
    Map<String, String> values = new HashMap<>();
    List<Gap> gaps = new ArrayList<>();
    try {
      parse(file, content, values, gaps);
      if (Integer.parseInt(required(values, "version")) > VERSION) {
        completeUnknown(values);
      }
      return session(values, gaps);
    } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
      refuseNewer(file, values);
      throw noSession(file, e);
    } catch (CorruptRecordingException e) {
      refuseNewer(file, values);
      throw e;
    }
  }

  /** From a later version, only the id is certain. */
  private static void completeUnknown(Map<String, String> values) {
    values.put("state", SessionState.UNKNOWN.word());
    for (String text : List.of("user", "host", "tty", "shell", "term")) {
      values.putIfAbsent(text, "");
    }
    for (String number : List.of("uid", "columns", "rows", "bytes")) {
      values.putIfAbsent(number, "0");
    }
    values.putIfAbsent("started", id(required(values, "id")).started().toString());
  }

  private static void parse(Path file, byte[] content, Map<String, String> values, List<Gap> gaps)
      throws IOException {
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new CorruptRecordingException(file, "expected a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        if (key.equals("gaps") && json.currentToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            gaps.add(gap(JsonMembers.read(json)));
          }
        } else if (json.currentToken().isScalarValue()) {
          values.put(key, json.getText());
        } else {
          json.skipChildren();
        }
      }
      if (!json.isClosed() && json.currentToken() != JsonToken.END_OBJECT) {
        throw new CorruptRecordingException(file, "cut off");
      }
    } catch (com.fasterxml.jackson.core.JacksonException
        | IllegalArgumentException
        | NoSuchElementException
        | DateTimeException e) {
      throw noSession(file, e);
    }
  }

  private static CorruptRecordingException noSession(Path file, Exception cause) {
    String problem = cause.getMessage();
    return new CorruptRecordingException(
        file, "not a session: " + (problem == null ? "" : problem.lines().findFirst().orElse("")));
  }

  private static Gap gap(Map<String, String> values) {
    return new Gap(
        Instant.parse(required(values, "from")),
        Instant.parse(required(values, "to")),
        Long.parseLong(required(values, "offset")),
        Long.parseLong(required(values, "bytes")),
        required(values, "reason"));
  }

  private static Session session(Map<String, String> values, List<Gap> gaps) {
    return new Session(
        id(required(values, "id")),
        user(values),
        place(values),
        new SessionShell(
            required(values, "shell"),
            required(values, "term"),
            new TerminalSize(
                Integer.parseInt(required(values, "columns")),
                Integer.parseInt(required(values, "rows")))),
        Instant.parse(required(values, "started")),
        standing(values, gaps));
  }

  private static SessionUser user(Map<String, String> values) {
    String loginUid = values.get("loginuid");
    return new SessionUser(
        required(values, "user"),
        Long.parseLong(required(values, "uid")),
        loginUid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(loginUid)));
  }

  private static SessionPlace place(Map<String, String> values) {
    return new SessionPlace(
        required(values, "host"),
        required(values, "tty"),
        Optional.ofNullable(values.get("remote"))
            .map(Origin::known)
            .or(() -> Optional.ofNullable(values.get("claimed_remote")).map(Origin::claimed)),
        Optional.ofNullable(values.get("parent")).map(SessionFile::id));
  }

  private static SessionStanding standing(Map<String, String> values, List<Gap> gaps) {
    String exitCode = values.get("exit_code");
    return new SessionStanding(
        SessionState.ofWord(required(values, "state")).orElse(SessionState.UNKNOWN),
        Optional.ofNullable(values.get("ended")).map(Instant::parse),
        exitCode == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(exitCode)),
        Long.parseLong(required(values, "bytes")),
        gaps);
  }

  private static SessionId id(String text) {
    return SessionId.parse(text).orElseThrow(() -> new IllegalArgumentException("id " + text));
  }

  private static String required(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new NoSuchElementException("no \"" + key + "\"");
    }
    return value;
  }
}
