package dev.sessionlog.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of tlog, one JSON object a line, as tlog-rec writes them to a file, rsyslog
 * after its own prefix, or journalctl in {@code MESSAGE}. Only the first recording in a file is
 * read.
 */
final class TlogImporter implements Importer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern SIZE = Pattern.compile("=(\\d{1,9})x(\\d{1,9})");
  private static final Pattern TIME = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");

  /** {@code "rec"}, if the journal has a text as a list of bytes. */
  private static final String REC_IN_BYTES = "34,114,101,99,34";

  private static final Pattern MEMBER =
      Pattern.compile("\\s*\"MESSAGE\"\\s*:\\s*(?<text>\".*\")\\s*,?\\s*");
  private static final Pattern COUNT = Pattern.compile("\\d{1,12}");

  private final ForeignLines lines;
  private final ForeignClock clock = new ForeignClock();
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private @Nullable Message next;
  private String recording = "";
  private long id;
  private long input;
  private long others;
  private long strangers;
  private long missing;
  private boolean cut;

  /**
   * The relevant members of a message.
   *
   * @param binary {@code out_bin}, one char for each byte
   */
  private record Message(Map<String, String> texts, String binary) {
    String text(String name) {
      return texts.getOrDefault(name, "");
    }

    long count(String name) {
      return COUNT.matcher(text(name)).matches() ? Long.parseLong(text(name)) : 0;
    }
  }

  private TlogImporter(ForeignLines lines) {
    this.lines = lines;
  }

  static Importer open(Path file) throws IOException {
    return new TlogImporter(ForeignLines.open(file));
  }

  /** Returns true if a line, which may be truncated, looks like a message. */
  static boolean isMessage(String line) {
    return (line.contains("\"ver\"") && line.contains("\"rec\""))
        || (line.contains("\"MESSAGE\"")
            && (line.contains("\\\"rec\\\"") || line.contains(REC_IN_BYTES)));
  }

  @Override
  public ForeignHeader header() throws IOException {
    next = read();
    Message first = next;
    if (first == null) {
      throw lines.problem("expected a message of tlog");
    }
    recording = first.text("rec");
    Map<String, String> facts = new LinkedHashMap<>();
    if (!first.text("term").isEmpty()) {
      facts.put(ForeignHeader.TERM, first.text("term"));
    }
    var size = SIZE.matcher(first.text("timing"));
    Optional<TerminalSize> known =
        size.find()
            ? ForeignHeader.size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
            : Optional.empty();
    return new ForeignHeader(
        started(first), known, facts, named(first.text("user")), named(first.text("host")));
  }

  private static Optional<String> named(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static Optional<Instant> started(Message first) {
    if (!TIME.matcher(first.text("time")).matches()) {
      return Optional.empty();
    }
    long millis = new BigDecimal(first.text("time")).movePointRight(3).longValue();
    return Optional.of(Instant.ofEpochMilli(millis).minusMillis(first.count("pos")));
  }

  /** Reads the next message; null at the end, or if the file is truncated. */
  private @Nullable Message read() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      int start = line.indexOf('{');
      if (line.isBlank()) {
        continue;
      }
      if (start < 0 || !isMessage(line)) {
        cut |= start >= 0 && !lines.isWhole();
        strangers += cut ? 0 : 1;
        continue;
      }
      try {
        return message(pretty(line).orElse(line.substring(start)));
      } catch (JacksonException e) {
        if (!lines.isWhole()) {
          cut = true;
          return null;
        }
        throw lines.problem("not JSON, expected a message of tlog");
      }
    }
    return null;
  }

  /** Returns a member that {@code journalctl -o json-pretty} writes on a line of its own. */
  private static Optional<String> pretty(String line) throws IOException {
    Matcher member = MEMBER.matcher(line);
    if (!member.matches()) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(member.group("text"))) {
      json.nextToken();
      return Optional.of(json.getText());
    }
  }

  private Message message(String line) throws IOException {
    Map<String, String> texts = new HashMap<>();
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("MESSAGE") && value == JsonToken.START_ARRAY) {
          ByteArrayOutputStream text = new ByteArrayOutputStream();
          readBytes(json, text);
          texts.put(name, text.toString(StandardCharsets.UTF_8));
        } else if (name.equals("out_bin") && value == JsonToken.START_ARRAY) {
          readBytes(json, binary);
        } else if (value.isScalarValue()) {
          texts.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    String journal = texts.getOrDefault("MESSAGE", "");
    if (journal.startsWith("{") && !texts.containsKey("timing")) {
      return message(journal);
    }
    if (!texts.containsKey("timing") || !texts.containsKey("rec")) {
      throw lines.problem("expected a message of tlog, with rec and timing");
    }
    return new Message(texts, binary.toString(StandardCharsets.ISO_8859_1));
  }

  private static void readBytes(JsonParser json, ByteArrayOutputStream bytes) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        bytes.write(json.getIntValue());
      } else {
        json.skipChildren();
      }
    }
  }

  @Override
  public void events(Sink sink) throws IOException {
    while (next != null) {
      if (next.text("rec").equals(recording)) {
        give(next, sink);
      } else {
        others++;
      }
      next = read();
    }
    sink.passed(clock.at());
    tell(sink);
  }

  private void tell(Sink sink) {
    clock.note().ifPresent(sink::note);
    lines.note().ifPresent(sink::note);
    if (cut) {
      sink.cut("its last message is cut off");
    }
    if (input > 0) {
      sink.note(input + " characters of input are left out: only what the terminal showed is kept");
    }
    if (missing > 0) {
      sink.note(missing + " messages are missing; a marker shows where");
    }
    if (strangers > 0) {
      sink.note(
          (strangers == 1 ? "1 line is not a message" : strangers + " lines are not messages")
              + " of tlog, and left out");
    }
    if (others > 0) {
      sink.note(others + " messages of other recordings are left out");
    }
  }

  private void give(Message message, Sink sink) throws IOException {
    long number = message.count("id");
    long lost = id > 0 && number > id + 1 ? number - id - 1 : 0;
    id = number;
    move(message.count("pos") * 1000, sink);
    if (lost > 0) {
      missing += lost;
      sink.fact(clock.at(), "MARKER", lost + " messages of tlog are missing here");
    }
    TlogTiming timing =
        new TlogTiming(
            message.text("out_txt"), message.binary().getBytes(StandardCharsets.ISO_8859_1));
    Optional<String> problem = timing.read(message.text("timing"), steps(sink));
    if (problem.isPresent()) {
      throw lines.problem(problem.get());
    }
    flush(sink);
  }

  /** Text and other bytes are stored separately, but came together. */
  private void flush(Sink sink) throws IOException {
    if (piece.size() > 0) {
      sink.output(clock.at(), piece.toByteArray(), 0, piece.size());
      piece.reset();
    }
  }

  private TlogTiming.Steps steps(Sink sink) {
    return new TlogTiming.Steps() {
      @Override
      public void delay(long millis) throws IOException {
        flush(sink);
        move(clock.at().toNanos() / 1000 + millis * 1000, sink);
      }

      @Override
      public void output(byte[] bytes) {
        piece.writeBytes(bytes);
      }

      @Override
      public void input(long count) {
        input += count;
      }

      @Override
      public void resize(Optional<TerminalSize> size) throws IOException {
        flush(sink);
        if (size.isPresent() && !clock.at().equals(Duration.ZERO)) {
          sink.resize(clock.at(), size.get());
        }
      }
    };
  }

  private void move(long micros, Sink sink) throws IOException {
    if (!clock.goTo(micros)) {
      throw lines.problem("its time is not within 100 years");
    }
    sink.passed(clock.at());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
