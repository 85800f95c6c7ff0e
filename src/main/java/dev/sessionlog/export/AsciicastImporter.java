package dev.sessionlog.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads asciicast, version 2 or 3 (https://docs.asciinema.org/manual/asciicast/v3/). Input events
 * and events of unknown kinds are skipped and counted.
 */
final class AsciicastImporter implements Importer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})x(\\d{1,9})");
  private static final Pattern STATUS = Pattern.compile("-?\\d{1,9}");

  private final ForeignLines lines;
  private final ForeignClock clock = new ForeignClock();
  private final ForeignText text = new ForeignText();
  private final AsciicastHead head = new AsciicastHead();
  private boolean intervals;
  private long inputs;
  private long unknown;

  private AsciicastImporter(ForeignLines lines) {
    this.lines = lines;
  }

  static Importer open(Path file) throws IOException {
    if (AsciicastV1Importer.isOne(file)) {
      return AsciicastV1Importer.open(file);
    }
    return new AsciicastImporter(ForeignLines.open(file));
  }

  @Override
  public ForeignHeader header() throws IOException {
    String line = lines.next();
    if (line == null) {
      throw lines.problem("empty, expected an asciicast header");
    }
    parse(line, "an asciicast header", json -> head.read(json));
    String problem = head.problem();
    if (problem != null) {
      throw lines.problem(problem);
    }
    intervals = head.version() == 3;
    return head.header();
  }

  @Override
  public void events(Sink sink) throws IOException {
    String line = lines.next();
    boolean whole = true;
    while (line != null && whole) {
      if (!line.isBlank() && !(intervals && line.startsWith("#"))) {
        whole = event(line, sink);
      }
      line = lines.next();
    }
    text.end(clock.at(), sink);
    sink.passed(clock.at());
    tell(whole, sink);
  }

  private void tell(boolean whole, Sink sink) {
    if (!whole) {
      sink.cut("its last line is cut off");
    }
    if (inputs > 0) {
      sink.note(inputs + " input events are left out: only what the terminal showed is kept");
    }
    if (unknown > 0) {
      sink.note(unknown + " events of an unknown kind are left out");
    }
    head.note().ifPresent(sink::note);
    clock.note().ifPresent(sink::note);
    lines.note().ifPresent(sink::note);
  }

  /** Reads an event; returns false if it is the last one and truncated. */
  private boolean event(String line, Sink sink) throws IOException {
    try {
      parse(line, "an event such as [0.5, \"o\", \"text\"]", json -> event(json, sink));
      return true;
    } catch (ForeignFormatException e) {
      if (lines.isWhole() || isJson(line)) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isJson(String line) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      json.skipChildren();
      return json.nextToken() == null;
    } catch (JacksonException cutOff) {
      return false;
    }
  }

  /** Reads one JSON value; returns false if it does not have the expected form. */
  private interface Reading {
    boolean read(JsonParser json) throws IOException;
  }

  private void parse(String line, String expected, Reading reading) throws IOException {
    boolean whole;
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      whole = reading.read(json) && json.nextToken() == null;
    } catch (JacksonException e) {
      // Values that no reader should accept, for example a number of a million digits, have no
      // location.
      String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      throw lines.problem("not JSON" + where + ", expected " + expected);
    }
    if (!whole) {
      throw lines.problem("expected " + expected);
    }
  }

  private boolean event(JsonParser json, Sink sink) throws IOException {
    if (!json.isExpectedStartArrayToken() || !isNumber(json.nextToken())) {
      return false;
    }
    double time = json.getDoubleValue();
    if (json.nextToken() != JsonToken.VALUE_STRING) {
      return false;
    }
    String code = json.getText();
    if (json.nextToken() != JsonToken.VALUE_STRING) {
      return false;
    }
    String data = json.getText();
    if (json.nextToken() != JsonToken.END_ARRAY) {
      return false;
    }
    if (!(intervals ? clock.pass(time) : clock.goTo(time))) {
      throw lines.problem("time " + time + " is not within 100 years");
    }
    give(code, data, sink);
    return true;
  }

  private static boolean isNumber(@Nullable JsonToken token) {
    return token != null && token.isNumeric();
  }

  private void give(String code, String data, Sink sink) throws IOException {
    switch (code) {
      case "o" -> {
        text.output(clock.at(), data, sink);
      }
      case "r" -> {
        Matcher size = SIZE.matcher(data);
        if (!size.matches()) {
          throw lines.problem("size '" + data + "', expected for example 80x24");
        }
        Optional<TerminalSize> known = size(size.group(1), size.group(2));
        if (known.isPresent()) {
          sink.resize(clock.at(), known.get());
        }
      }
      case "m" -> sink.fact(clock.at(), "MARKER", data);
      case "x" -> {
        if (!STATUS.matcher(data).matches()) {
          throw lines.problem("exit status '" + data + "', expected a number");
        }
        sink.exitCode(Integer.parseInt(data));
      }
      case "i" -> inputs++;
      default -> unknown++; // added by later versions, and to be skipped by readers
    }
  }

  private static Optional<TerminalSize> size(String columns, String rows) {
    return ForeignHeader.size(Integer.parseInt(columns), Integer.parseInt(rows));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
