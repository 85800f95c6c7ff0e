package dev.sessionlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.sessionlog.recording.JsonMembers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the archiver of a log dir fares, as it says itself after each turn.
 *
 * @param url where the archive is
 * @param archive which archive that is; empty when it is not known
 * @param host who this host is there
 * @param at when the last turn ended
 * @param current when all that there was had been brought last; empty for never
 * @param trouble what keeps it from bringing more; empty when nothing does
 * @param since since when that is so
 * @param conflicts how many objects have a name that is taken by other bytes
 * @param objects how many objects it has stored
 * @param bytes how many bytes these have
 */
public record ArchiverState(
    String url,
    String archive,
    String host,
    Instant at,
    Optional<Instant> current,
    String trouble,
    Optional<Instant> since,
    long conflicts,
    long objects,
    long bytes) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Returns what the archiver of a log dir said last; empty when it never said anything. */
  public static Optional<ArchiverState> read(Path logDir) throws IOException {
    return ArchiveFolder.text(new ArchiveFolder(logDir).state()).flatMap(ArchiverState::parse);
  }

  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("url", url);
      json.writeStringField("archive", archive);
      json.writeStringField("host", host);
      json.writeStringField("at", at.toString());
      if (current.isPresent()) {
        json.writeStringField("current", current.get().toString());
      }
      json.writeStringField("trouble", trouble);
      if (since.isPresent()) {
        json.writeStringField("since", since.get().toString());
      }
      json.writeNumberField("conflicts", conflicts);
      json.writeNumberField("objects", objects);
      json.writeNumberField("bytes", this.bytes);
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static Optional<ArchiverState> parse(String text) {
    try (JsonParser json = JSON.createParser(text.getBytes(StandardCharsets.UTF_8))) {
      json.nextToken();
      Map<String, String> values = JsonMembers.read(json);
      return Optional.of(
          new ArchiverState(
              values.getOrDefault("url", ""),
              values.getOrDefault("archive", ""),
              values.getOrDefault("host", ""),
              Instant.parse(values.getOrDefault("at", "")),
              time(values, "current"),
              values.getOrDefault("trouble", ""),
              time(values, "since"),
              number(values, "conflicts"),
              number(values, "objects"),
              number(values, "bytes")));
    } catch (IOException | DateTimeException | NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).map(Instant::parse);
  }

  private static long number(Map<String, String> values, String name) {
    return Long.parseLong(values.getOrDefault(name, "0"));
  }
}
