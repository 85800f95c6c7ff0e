package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of an asciicast file: a JSON object, in which nested members are named by their path.
 */
final class AsciicastHead {
  private static final int MOST_NAMED = 20;
  private static final long LATEST = 1L << 40;
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{1,15}(?:\\.\\d{1,18})?(?:[eE]\\+?\\d{1,2})?");

  /** The members that are kept, or only repeat what is in the events. */
  private static final Set<String> KNOWN =
      Set.of(
          "version",
          "width",
          "height",
          "term.cols",
          "term.rows",
          "term.type",
          "env.TERM",
          "env.SHELL",
          "command",
          "title",
          "timestamp",
          "duration");

  private final Map<String, String> members = new HashMap<>();
  private final Set<String> leftOut = new TreeSet<>();

  /** Reads the object; returns false if it is not one. */
  boolean read(JsonParser json) throws IOException {
    return json.isExpectedStartObjectToken() && readMembers(json, "");
  }

  /** Reads an object except one of its members; returns the first token of that member, or null. */
  @Nullable JsonToken readAllBut(String events, JsonParser json) throws IOException {
    JsonToken found = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals(events)) {
        found = value;
        json.skipChildren();
      } else {
        member(json, name, value);
      }
    }
    return found;
  }

  /** Returns the members that are not kept, as one line for people. */
  Optional<String> note() {
    return leftOut.isEmpty()
        ? Optional.empty()
        : Optional.of("left out of its header: " + String.join(", ", leftOut));
  }

  private boolean readMembers(JsonParser json, String path) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + json.currentName();
      JsonToken value = json.nextToken();
      member(json, name, value);
    }
    return json.currentToken() == JsonToken.END_OBJECT;
  }

  private void member(JsonParser json, String name, JsonToken value) throws IOException {
    if (value == JsonToken.START_OBJECT && name.indexOf('.') < 0) {
      readMembers(json, name + ".");
    } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
      members.put(name, json.getText());
      if (!KNOWN.contains(name)) {
        leave(name);
      }
    } else {
      if (value.isStructStart()) {
        leave(name);
      }
      json.skipChildren();
    }
  }

  private void leave(String name) {
    if (leftOut.size() < MOST_NAMED) {
      leftOut.add(Visible.line(name));
    }
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
    if (number(columns, 0, Integer.MAX_VALUE) < 0 || number(rows, 0, Integer.MAX_VALUE) < 0) {
      return "the header's " + columns + " and " + rows + " must be numbers";
    }
    return null;
  }

  ForeignHeader header() {
    boolean second = version() < 3;
    int columns = (int) number(second ? "width" : "term.cols", 0, Integer.MAX_VALUE);
    int rows = (int) number(second ? "height" : "term.rows", 0, Integer.MAX_VALUE);
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, ForeignHeader.TERM, members.getOrDefault("term.type", members.get("env.TERM")));
    put(facts, ForeignHeader.SHELL, members.get("env.SHELL"));
    put(facts, SessionHeader.COMMAND, members.get("command"));
    put(facts, SessionHeader.TITLE, members.get("title"));
    return new ForeignHeader(timestamp(), ForeignHeader.size(columns, rows), facts);
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  /** Returns when it began; some recorders write a fraction. */
  private Optional<Instant> timestamp() {
    String text = members.getOrDefault("timestamp", "");
    if (!TIMESTAMP.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = new BigDecimal(text);
    if (seconds.compareTo(BigDecimal.valueOf(LATEST)) > 0) {
      return Optional.empty();
    }
    long millis = seconds.movePointRight(3).longValue();
    return Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Returns a member that is a whole number in a range, otherwise -1. */
  private long number(String name, long least, long most) {
    try {
      String text = members.getOrDefault(name, "");
      long value =
          Long.parseLong(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
      return value >= least && value <= most ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
