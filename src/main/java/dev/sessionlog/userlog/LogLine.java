package dev.sessionlog.userlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.transcript.LineKind;
import dev.sessionlog.transcript.LineText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed line of a user's log.
 *
 * @param place its place in a transcript
 * @param timeText the time on screen as written in the log; empty if it is missing
 * @param text the text and its kind
 */
public record LogLine(TranscriptPlace place, String timeText, LineText text) {
  /** Returns the time on screen; if the log has none, the start of the session. */
  public Instant time() {
    try {
      return OffsetDateTime.parse(timeText).toInstant();
    } catch (DateTimeException otherForm) {
      return place.session().started();
    }
  }

  /** The form of a log's lines; the same log may have lines of other forms, too. For one thread. */
  public static final class Form {
    private static final String PLACE = "%session:%line";
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ID_LENGTH = "20261123T062510-k3f9".length();
    private static final int MOST_DIGITS = 18;

    private final int fields;

    /** The session of the previous line, which is mostly that of the next one, too. */
    private @Nullable SessionId last;

    private String lastText = "";

    private Form(int fields) {
      this.fields = fields;
    }

    /**
     * Returns the form of lines that {@code pattern} makes, {@code transcript.pattern} of the
     * configuration. Anything that it puts between the place and the text is not part of the text.
     */
    public static Form of(String pattern) {
      int place = pattern.indexOf(PLACE);
      int text = pattern.indexOf("%text", Math.max(place, 0));
      if (place < 0 || text < 0) {
        return new Form(0);
      }
      String between = pattern.substring(place + PLACE.length(), text);
      return new Form((int) between.chars().filter(c -> c == ' ').count());
    }

    /** Parses a line; empty if it is not one. */
    public Optional<LogLine> parse(String line) {
      LogLine usual = usual(line);
      return usual != null
          ? Optional.of(usual)
          : TranscriptPlace.of(line).flatMap(place -> parse(line, place));
    }

    /** Parses a line that begins with a date and the place, as most lines do; otherwise null. */
    private @Nullable LogLine usual(String line) {
      int start = line.indexOf(' ') + 1;
      int colon = start + ID_LENGTH;
      boolean dated =
          start > 10 && line.length() > colon && line.charAt(4) == '-' && line.charAt(7) == '-';
      if (!dated || line.charAt(start + 8) != 'T' || line.charAt(colon) != ':') {
        return null;
      }
      SessionId session = session(line, start);
      int end = colon + 1;
      long number = 0;
      while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
        number = number * 10 + line.charAt(end) - '0';
        end++;
      }
      boolean whole = end == line.length() || line.charAt(end) == ' ';
      if (session == null || !whole || end == colon + 1 || end > colon + MOST_DIGITS) {
        return null;
      }
      String time = line.substring(0, start - 1);
      return new LogLine(new TranscriptPlace(session, number), time, text(line, end));
    }

    /**
     * Returns the offset of the text in the bytes of a line, or an offset before it.
     *
     * @param bytes holds the line from {@code start}, and its end before {@code end}
     */
    public int textStart(byte[] bytes, int start, int end) {
      int at = start;
      while (at < end && bytes[at] != ' ' && bytes[at] != '\n') {
        at++;
      }
      int colon = at + 1 + ID_LENGTH;
      boolean dated = at >= start + 10 && colon < end && bytes[start + 4] == '-';
      if (!dated
          || bytes[start + 7] != '-'
          || bytes[at + 9] != 'T'
          || bytes[colon] != ':'
          || bytes[at] != ' ') {
        return start;
      }
      at = colon + 1;
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        at++;
      }
      if (at < end && bytes[at] != ' ' && bytes[at] != '\n') {
        return start; // no place of this form, see usual
      }
      for (int i = 0; i < fields; i++) {
        while (at < end && bytes[at] != ' ' && bytes[at] != '\n') {
          at++;
        }
        if (at == end || bytes[at] == '\n') {
          return at;
        }
        at++;
      }
      return at;
    }

    private @Nullable SessionId session(String line, int start) {
      if (last == null || !line.startsWith(lastText, start)) {
        last = SessionId.parse(line.substring(start, start + ID_LENGTH)).orElse(null);
        lastText = String.valueOf(last);
      }
      return last;
    }

    private LineText text(String line, int placeEnd) {
      int start = placeEnd;
      for (int i = 0; i < fields; i++) {
        int blank = line.indexOf(' ', start);
        start = blank < 0 ? line.length() : blank + 1;
      }
      return LineText.parse(line.substring(start));
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
      String time = line.substring(0, Math.max(0, line.indexOf(' ')));
      return Optional.of(new LogLine(place, time, text(line, start + mark.length())));
    }

    private static Optional<LogLine> parseJson(String line, TranscriptPlace place) {
      String time = "";
      String kind = "";
      try (JsonParser json = JSON.createParser(line)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("time")) {
            time = json.getText();
          } else if (name.equals("kind")) {
            kind = json.getText();
          } else if (name.equals("text")) {
            return Optional.of(new LogLine(place, time, jsonText(kind, json.getText())));
          }
        }
        return Optional.empty();
      } catch (IOException torn) {
        return Optional.empty();
      }
    }

    /** Lines of 0.1.0 have no kind, so a line that begins like a marker may be one. */
    private static LineText jsonText(String kind, String text) {
      if (kind.isEmpty()) {
        return LineText.parse(text);
      }
      return kind.equals(LineKind.MARKER.word())
          ? new LineText(LineKind.MARKER, text)
          : LineText.ofScreen(text);
    }
  }
}
