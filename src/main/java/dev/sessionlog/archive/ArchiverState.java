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
 * @param at when the last turn or try ended
 * @param current when all that there was had been brought last; empty for never
 * @param trouble what keeps it from bringing more; empty when nothing does
 * @param since since when that is so
 * @param conflicts how many objects have a name that is taken by other bytes
 * @param settings by which settings it works, see {@link Archiver.Terms}
 * @param noted of which place the notes beside it tell what was brought there
 * @param stored what it has stored
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
    String settings,
    String noted,
    Stored stored) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * What an archiver has stored since it began to count; what its notes of before told was lost
   * with them, and what was there already does not count.
   *
   * @param objects how many objects
   * @param bytes how many bytes these have
   * @param since when it began to count; empty when it did not note that
   */
  public record Stored(long objects, long bytes, Optional<Instant> since) {
    Stored plus(long moreObjects, long moreBytes) {
      return new Stored(objects + moreObjects, bytes + moreBytes, since);
    }
  }

  /** Returns what the archiver of a log dir said last; empty when it never said anything. */
  public static Optional<ArchiverState> read(Path logDir) throws IOException {
    return ArchiveFolder.text(new ArchiveFolder(logDir).state()).flatMap(ArchiverState::parse);
  }

  /** Returns the same, with notes that tell what was brought to the place where the archive is. */
  ArchiverState withNotesOfThisPlace() {
    return new ArchiverState(
        url, archive, host, at, current, trouble, since, conflicts, settings, url, stored);
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
      json.writeStringField("settings", settings);
      json.writeStringField("noted", noted);
      json.writeNumberField("objects", stored.objects());
      json.writeNumberField("bytes", stored.bytes());
      if (stored.since().isPresent()) {
        json.writeStringField("counted_since", stored.since().get().toString());
      }
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
              values.getOrDefault("settings", ""),
              values.getOrDefault("noted", values.getOrDefault("url", "")),
              new Stored(
                  number(values, "objects"),
                  number(values, "bytes"),
                  time(values, "counted_since"))));
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
