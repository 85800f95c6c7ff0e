package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sessionlog.commands.ShellCommand;
import dev.sessionlog.session.Session;
import dev.sessionlog.terminal.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a session as its page reads them: JSON values, one a line. First comes an object
 * with the facts of the session, then arrays, ordered by time:
 *
 * <ul>
 *   <li>{@code ["p", ms, columns, rows, cursorColumn, cursorRow, [row, id, row, id, …], [new
 *       rows]]} a picture: the rows that are not as in the one before, and the content of each row
 *       that is new, which get the ids that follow. A cursor at -1 is hidden;
 *   <li>{@code ["l", ms, text]} a line of the transcript;
 *   <li>{@code ["m", ms, text]} a marker;
 *   <li>{@code ["e", ms]} the end.
 * </ul>
 */
final class HtmlFrames {
  /** The number of different rows that are recognized again; later rows get new ids. */
  private static final int MOST_KNOWN = 100_000;

  private final JsonGenerator json;
  private final Map<HtmlRow, Integer> ids = new HashMap<>();
  private int nextId;
  private int[] shown = {};
  private int columns;
  private @Nullable Snapshot last;

  HtmlFrames(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  /**
   * Writes the facts of the session.
   *
   * @param zone the zone of displayed times
   */
  void head(SessionHeader header, ZoneId zone) throws IOException {
    Session session = header.session();
    json.writeStartObject();
    json.writeStringField("id", session.id().toString());
    json.writeStringField("user", session.user());
    json.writeStringField("host", session.host());
    json.writeStringField("tty", session.tty());
    json.writeStringField("started", session.started().toString());
    json.writeStringField("zone", zone.getId());
    json.writeStringField("state", session.state().word());
    if (header.title().isPresent()) {
      json.writeStringField("title", header.title().get());
    }
    json.writeEndObject();
  }

  void add(long millis, Snapshot picture) throws IOException {
    if (picture.rows() != shown.length || picture.columns() != columns) {
      columns = picture.columns();
      shown = new int[picture.rows()];
      Arrays.fill(shown, -1);
    }
    json.writeStartArray();
    json.writeString("p");
    json.writeNumber(millis);
    json.writeNumber(columns);
    json.writeNumber(picture.rows());
    json.writeNumber(picture.isCursorVisible() ? picture.cursorColumn() : -1);
    json.writeNumber(picture.cursorRow());
    int firstNew = nextId;
    Map<Integer, HtmlRow> fresh = new HashMap<>();
    json.writeStartArray();
    for (int row = 0; row < shown.length; row++) {
      if (shown[row] >= 0 && picture.isRowAs(last, row)) {
        continue; // most rows of most pictures
      }
      int id = id(HtmlRow.of(picture, row), fresh);
      if (id != shown[row]) {
        json.writeNumber(row);
        json.writeNumber(id);
        shown[row] = id;
      }
    }
    last = picture;
    json.writeEndArray();
    json.writeStartArray();
    for (int id = firstNew; id < nextId; id++) {
      fresh.get(id).write(json);
    }
    json.writeEndArray();
    json.writeEndArray();
  }

  private int id(HtmlRow content, Map<Integer, HtmlRow> fresh) {
    Integer known = ids.get(content);
    if (known != null) {
      return known;
    }
    if (ids.size() >= MOST_KNOWN) {
      ids.clear();
    }
    int id = nextId++;
    ids.put(content, id);
    fresh.put(id, content);
    return id;
  }

  void marker(long millis, String text) throws IOException {
    said("m", millis, text);
  }

  /** Writes a line of the transcript, possibly after pictures of a later time. */
  void line(long millis, String text) throws IOException {
    said("l", millis, text);
  }

  /**
   * Writes a command, once it ended.
   *
   * @param text what of it may be shown
   */
  void command(ShellCommand command, String text) throws IOException {
    json.writeStartArray();
    json.writeString("c");
    json.writeNumber(command.at().toMillis());
    json.writeString(text);
    json.writeNumber(command.exitCode().orElse(-1));
    json.writeNumber(command.duration().map(Duration::toMillis).orElse(-1L));
    json.writeBoolean(command.guessed());
    json.writeEndArray();
  }

  private void said(String kind, long millis, String text) throws IOException {
    json.writeStartArray();
    json.writeString(kind);
    json.writeNumber(millis);
    json.writeString(text);
    json.writeEndArray();
  }

  void end(long millis) throws IOException {
    json.writeStartArray();
    json.writeString("e");
    json.writeNumber(millis);
    json.writeEndArray();
    json.close();
  }
}
