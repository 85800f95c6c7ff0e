package dev.sessionlog.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads asciicast, version 1: one JSON object, whose {@code stdout} is a list of intervals and
 * texts (https://docs.asciinema.org/manual/asciicast/v1/).
 */
final class AsciicastV1Importer implements Importer {
  /** Files are UTF-8; a file that looks like UTF-32 is damaged. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private static final String EXPECTED = "expected an asciicast of version 1";

  private final Path file;
  private final InputStream in;
  private final JsonParser json;
  private final ForeignClock clock = new ForeignClock();
  private final ForeignText text = new ForeignText();
  private final AsciicastHead head = new AsciicastHead();
  private boolean more;

  private AsciicastV1Importer(Path file, InputStream in, JsonParser json) {
    this.file = file;
    this.in = in;
    this.json = json;
  }

  static Importer open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    ForeignLines.skipMark(in);
    return new AsciicastV1Importer(file, in, JSON.createParser(in));
  }

  /**
   * Checks whether a file is one: a JSON object with that version, or with an output before any
   * events.
   */
  static boolean isOne(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ForeignLines.skipMark(in);
      try (JsonParser json = JSON.createParser(in)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (name.equals("version")) {
            return value == JsonToken.VALUE_NUMBER_INT && json.getText().equals("1");
          }
          if (name.equals("stdout")) {
            return value == JsonToken.START_ARRAY;
          }
          json.skipChildren();
        }
        return false;
      }
    } catch (JacksonException e) {
      return false;
    }
  }

  @Override
  public ForeignHeader header() throws IOException {
    readHead();
    try {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("stdout") && value == JsonToken.START_ARRAY) {
          return head.header();
        }
        json.skipChildren();
      }
      throw problem("it has no stdout");
    } catch (JacksonException e) {
      throw problem(e);
    }
  }

  /** Programs that sort the members put the title and a size after the events. */
  private void readHead() throws IOException {
    try (InputStream again = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ForeignLines.skipMark(again);
      try (JsonParser all = JSON.createParser(again)) {
        all.nextToken();
        head.readAllBut("stdout", all);
        more = all.nextToken() != null;
      }
    } catch (JacksonException e) {
      return; // reading the events reports where it is damaged or truncated
    }
  }

  @Override
  public void events(Sink sink) throws IOException {
    try {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        event(sink);
      }
    } catch (JsonEOFException e) {
      sink.cut("the last event is cut off");
    } catch (JacksonException e) {
      throw problem(e);
    }
    text.end(clock.at(), sink);
    sink.passed(clock.at());
    head.note().ifPresent(sink::note);
    clock.note().ifPresent(sink::note);
    if (more) {
      sink.note("everything after its first recording is left out");
    }
  }

  private void event(Sink sink) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY || !json.nextToken().isNumeric()) {
      throw problem("not an event, expected for example [0.5, \"text\"]");
    }
    double delay = json.getDoubleValue();
    if (json.nextToken() != JsonToken.VALUE_STRING) {
      throw problem("not an event, expected for example [0.5, \"text\"]");
    }
    String data = json.getText();
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw problem("not an event, expected for example [0.5, \"text\"]");
    }
    if (!clock.pass(delay)) {
      throw problem("a time is not within 100 years");
    }
    text.output(clock.at(), data, sink);
  }

  private ForeignFormatException problem(String what) {
    return ForeignFormatException.of(file, what + ", " + EXPECTED);
  }

  private ForeignFormatException problem(JacksonException e) {
    String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    return problem("not JSON" + where);
  }

  @Override
  public void close() throws IOException {
    json.close();
    in.close();
  }
}
