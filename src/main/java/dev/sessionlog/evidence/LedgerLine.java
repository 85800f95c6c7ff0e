package dev.sessionlog.evidence;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** The codec of the ledger's lines: one JSON object each, with only texts and numbers as values. */
final class LedgerLine {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** The latest time, with room for additions. */
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private LedgerLine() {}

  static byte[] encode(LedgerEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      new Writer(json, entry.at()).write(entry);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail so", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the members of one object. */
  private record Writer(JsonGenerator json, Instant at) {
    void write(LedgerEntry entry) throws IOException {
      if (entry instanceof LedgerEntry.Begin begin) {
        type("begin");
        json.writeStringField("origin", begin.origin());
        json.writeStringField("key", begin.key().toString());
      } else if (entry instanceof LedgerEntry.Segment segment) {
        type("segment");
        json.writeNumberField("number", segment.number());
        json.writeArrayFieldStart("tree");
        for (Sha256 hash : segment.tree()) {
          json.writeString(hash.toString());
        }
        json.writeEndArray();
        if (segment.before().isPresent()) {
          json.writeStringField("before", segment.before().get().toString());
        }
      } else if (entry instanceof LedgerEntry.Start start) {
        type("start");
        json.writeStringField("version", start.version());
        json.writeStringField("boot", start.boot());
      } else if (entry instanceof LedgerEntry.Interval interval) {
        type("interval");
        json.writeNumberField("seconds", interval.seconds());
      } else if (entry instanceof LedgerEntry.Key key) {
        type("key");
        json.writeNumberField("epoch", key.epoch());
        json.writeStringField("key", key.key().toString());
      } else if (entry instanceof LedgerEntry.Beat) {
        type("beat");
      } else if (entry instanceof LedgerEntry.Unknown unknown) {
        type(unknown.type());
      } else {
        writeSealed(entry);
      }
    }

    private void writeSealed(LedgerEntry entry) throws IOException {
      if (entry instanceof LedgerEntry.Open open) {
        session("open", open.session());
        json.writeStringField("user", open.user());
      } else if (entry instanceof LedgerEntry.Part part) {
        session("part", part.session());
        prefix("typescript", part.typescript());
        prefix("timing", part.timing());
      } else if (entry instanceof LedgerEntry.Close close) {
        session("close", close.session());
        json.writeStringField("user", close.user());
        json.writeStringField("how", close.how());
        prefix("typescript", close.typescript());
        prefix("timing", close.timing());
        prefix("session.json", close.sessionFile());
      } else if (entry instanceof LedgerEntry.Gone gone) {
        session("gone", gone.session());
        because(gone.by(), gone.why());
      } else if (entry instanceof LedgerEntry.File file) {
        type("file");
        json.writeStringField("name", file.name());
        prefix("content", file.content());
      } else if (entry instanceof LedgerEntry.Rolled rolled) {
        type("rolled");
        json.writeStringField("from", rolled.from());
        json.writeStringField("to", rolled.to());
        prefix("content", rolled.content());
      } else if (entry instanceof LedgerEntry.FileGone gone) {
        type("file-gone");
        json.writeStringField("name", gone.name());
        because(gone.by(), gone.why());
      } else if (entry instanceof LedgerEntry.Note note) {
        type("note");
        json.writeStringField("what", note.what());
        json.writeStringField("text", note.text());
        json.writeStringField("by", note.by());
      } else if (entry instanceof LedgerEntry.Changed changed) {
        type("changed");
        json.writeStringField("what", changed.what());
        json.writeStringField("found", changed.found());
      }
    }

    private void type(String type) throws IOException {
      json.writeStringField("type", type);
      json.writeStringField("at", at.toString());
    }

    private void session(String type, SessionId session) throws IOException {
      type(type);
      json.writeStringField("session", session.toString());
    }

    private void because(String by, String why) throws IOException {
      json.writeStringField("by", by);
      json.writeStringField("why", why);
    }

    private void prefix(String name, Prefix prefix) throws IOException {
      json.writeObjectFieldStart(name);
      json.writeNumberField("bytes", prefix.bytes());
      json.writeStringField("sha256", prefix.sha256().toString());
      json.writeEndObject();
    }
  }

  static Optional<LedgerEntry> decode(byte[] line) {
    Map<String, String> values = new HashMap<>();
    List<Sha256> tree = new ArrayList<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      members(json, "", values, tree);
      return json.nextToken() == null ? entry(new Values(values), tree) : Optional.empty();
    } catch (IOException
        | DateTimeException
        | NoSuchElementException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void members(
      JsonParser json, String path, Map<String, String> values, List<Sha256> tree)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = path + json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT && path.isEmpty()) {
        members(json, name + ".", values, tree);
      } else if (token == JsonToken.START_ARRAY && name.equals("tree")) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          tree.add(Sha256.parse(json.getText()).orElseThrow());
        }
      } else if (token.isStructStart()) {
        json.skipChildren(); // of a later version
      } else if (values.put(name, json.getText()) != null) {
        throw new IllegalArgumentException(name + " stands there twice");
      }
    }
  }

  /** The members of one object by name; members of inner objects follow a dot. */
  private record Values(Map<String, String> values) {
    String text(String name) {
      return Optional.ofNullable(values.get(name)).orElseThrow();
    }

    /** Accepts only a file of the log dir, so that an entry cannot lead elsewhere. */
    String fileName(String name) {
      String text = text(name);
      boolean below =
          !text.isEmpty()
              && !text.startsWith("/")
              && text.indexOf('\0') < 0
              && Stream.of(text.split("/")).noneMatch(".."::equals);
      return Optional.of(text).filter(any -> below).orElseThrow();
    }

    long number(String name) {
      return Long.parseLong(text(name));
    }

    Optional<Sha256> hash(String name) {
      return Optional.ofNullable(values.get(name)).map(hex -> Sha256.parse(hex).orElseThrow());
    }

    SessionId session() {
      return SessionId.parse(text("session")).orElseThrow();
    }

    NoteKey key() {
      return NoteKey.parse(text("key")).orElseThrow();
    }

    Prefix prefix(String name) {
      return new Prefix(
          number(name + ".bytes"), Sha256.parse(text(name + ".sha256")).orElseThrow());
    }
  }

  private static Optional<LedgerEntry> entry(Values of, List<Sha256> tree) {
    Instant at = Instant.parse(of.text("at"));
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
      return Optional.empty();
    }
    String type = of.text("type");
    return Optional.of(
        switch (type) {
          case "begin" -> new LedgerEntry.Begin(at, of.text("origin"), of.key());
          case "segment" ->
              new LedgerEntry.Segment(at, of.number("number"), tree, of.hash("before"));
          case "start" -> new LedgerEntry.Start(at, of.text("version"), of.text("boot"));
          case "interval" -> new LedgerEntry.Interval(at, of.number("seconds"));
          case "key" -> new LedgerEntry.Key(at, of.number("epoch"), of.key());
          case "beat" -> new LedgerEntry.Beat(at);
          case "open" -> new LedgerEntry.Open(at, of.session(), of.text("user"));
          case "part" ->
              new LedgerEntry.Part(at, of.session(), of.prefix("typescript"), of.prefix("timing"));
          case "close" ->
              new LedgerEntry.Close(
                  at,
                  of.session(),
                  of.text("user"),
                  of.text("how"),
                  of.prefix("typescript"),
                  of.prefix("timing"),
                  of.prefix("session.json"));
          case "gone" -> new LedgerEntry.Gone(at, of.session(), of.text("by"), of.text("why"));
          case "file" -> new LedgerEntry.File(at, of.fileName("name"), of.prefix("content"));
          case "rolled" ->
              new LedgerEntry.Rolled(
                  at, of.fileName("from"), of.fileName("to"), of.prefix("content"));
          case "file-gone" ->
              new LedgerEntry.FileGone(at, of.fileName("name"), of.text("by"), of.text("why"));
          case "note" -> new LedgerEntry.Note(at, of.text("what"), of.text("text"), of.text("by"));
          case "changed" -> new LedgerEntry.Changed(at, of.text("what"), of.text("found"));
          default -> new LedgerEntry.Unknown(at, type);
        });
  }
}
