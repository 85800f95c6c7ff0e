package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of an asciicast file: a JSON object, whose members within members count by a path. */
final class AsciicastHead {
  private static final long LATEST = 1L << 40;

  private final Map<String, String> members = new HashMap<>();

  /** Reads the object; returns false when it is none. */
  boolean read(JsonParser json) throws IOException {
    return json.isExpectedStartObjectToken() && readMembers(json, "");
  }

  private boolean readMembers(JsonParser json, String path) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && path.isEmpty()) {
        readMembers(json, name + ".");
      } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        members.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return json.currentToken() == JsonToken.END_OBJECT;
  }

  int version() {
    return (int) number("version", 0, 99);
  }

  /** Returns what is wrong with it, or null. */
  @Nullable String problem() {
    if (version() != 2 && version() != 3) {
      return "asciicast version "
          + members.getOrDefault("version", "missing")
          + ", expected 2 or 3";
    }
    String columns = version() == 2 ? "width" : "term.cols";
    String rows = version() == 2 ? "height" : "term.rows";
    if (number(columns, 1, Integer.MAX_VALUE) < 0 || number(rows, 1, Integer.MAX_VALUE) < 0) {
      return "the header's " + columns + " and " + rows + " must be numbers above 0";
    }
    return null;
  }

  ForeignHeader header() {
    boolean second = version() == 2;
    int columns = (int) number(second ? "width" : "term.cols", 1, Integer.MAX_VALUE);
    int rows = (int) number(second ? "height" : "term.rows", 1, Integer.MAX_VALUE);
    long timestamp = number("timestamp", 0, LATEST);
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, ForeignHeader.TERM, members.getOrDefault("term.type", members.get("env.TERM")));
    put(facts, ForeignHeader.SHELL, members.get("env.SHELL"));
    put(facts, SessionHeader.COMMAND, members.get("command"));
    put(facts, SessionHeader.TITLE, members.get("title"));
    return new ForeignHeader(
        timestamp < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(timestamp)),
        Optional.of(TerminalSize.of(columns, rows)),
        facts);
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  /** Returns a member that is a whole number in a range, else -1. */
  private long number(String name, long least, long most) {
    try {
      long value = Long.parseLong(members.getOrDefault(name, ""));
      return value >= least && value <= most ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
