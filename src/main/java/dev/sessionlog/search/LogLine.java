package dev.sessionlog.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.transcript.TranscriptPlace;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A line of a user's log, taken apart.
 *
 * @param place its place in a transcript
 * @param time when it stood on the screen; when the session began, where the log does not say it
 * @param text what stood there
 */
record LogLine(TranscriptPlace place, Instant time, String text) {
  /** The forms of logs, of which each line is of one. */
  static final class Form {
    private static final String SESSION = "%session:%line";
    private static final JsonFactory JSON = new JsonFactory();

    private final int fields;

    private Form(int fields) {
      this.fields = fields;
    }

    /**
     * Returns the form of lines that {@code pattern} makes, {@code transcript.pattern} of the
     * configuration. What it puts between the place and the text is no text.
     */
    static Form of(String pattern) {
      int place = pattern.indexOf(SESSION);
      int text = pattern.indexOf("%text", Math.max(place, 0));
      if (place < 0 || text < 0) {
        return new Form(0);
      }
      String between = pattern.substring(place + SESSION.length(), text);
      return new Form((int) between.chars().filter(c -> c == ' ').count());
    }

    /** Takes a line apart; empty when it is none. */
    Optional<LogLine> parse(String line) {
      return TranscriptPlace.of(line).flatMap(place -> parse(line, place));
    }

    private Optional<LogLine> parse(String line, TranscriptPlace place) {
      if (line.startsWith("{")) {
        return parseJson(line, place);
      }
      String mark = place.toString();
      int start = line.indexOf(mark);
      if (start < 0) {
        return Optional.empty();
      }
      int textStart = start + mark.length();
      for (int i = 0; i < fields; i++) {
        int blank = line.indexOf(' ', textStart);
        textStart = blank < 0 ? line.length() : blank + 1;
      }
      return Optional.of(new LogLine(place, time(line, place), line.substring(textStart)));
    }

    private static Instant time(String line, TranscriptPlace place) {
      int end = line.indexOf(' ');
      try {
        if (end > 0 && line.charAt(0) >= '0' && line.charAt(0) <= '9') {
          return OffsetDateTime.parse(line.substring(0, end)).toInstant();
        }
      } catch (DateTimeException otherForm) {
        return place.session().started();
      }
      return place.session().started();
    }

    private static Optional<LogLine> parseJson(String line, TranscriptPlace place) {
      Instant time = place.session().started();
      try (JsonParser json = JSON.createParser(line)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("time")) {
            time = Instant.parse(json.getText());
          } else if (name.equals("text")) {
            return Optional.of(new LogLine(place, time, json.getText()));
          }
        }
        return Optional.empty();
      } catch (IOException | DateTimeException torn) {
        return Optional.empty();
      }
    }
  }
}
