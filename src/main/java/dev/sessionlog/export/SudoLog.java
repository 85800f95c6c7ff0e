package dev.sessionlog.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The facts of a session in sudo's I/O log: {@code log.json}, or {@code log} of old versions
 * (sudoers(5), "I/O LOG FILES").
 */
final class SudoLog {
  /** Files are UTF-8; a file that looks like UTF-32 is damaged. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private static final int LARGEST = 16 << 20;
  private static final Pattern OLD =
      Pattern.compile(
          "(?<time>\\d{1,12}):(?<user>[^:]*):(?<as>[^:]*):(?<group>[^:]*):(?<tty>[^:]*)(?::(?<lines>\\d{1,9})"
              + "(?::(?<columns>\\d{1,9}))?)?.*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  private final Map<String, String> facts;

  private SudoLog(Map<String, String> facts) {
    this.facts = facts;
  }

  /** Reads the log of a folder, preferably in the newer form. */
  static SudoLog read(Path folder) throws IOException {
    Path newer = folder.resolve("log.json");
    Path file = Files.exists(newer) ? newer : folder.resolve("log");
    if (Files.size(file) > LARGEST) {
      throw ForeignFormatException.of(file, "too large for a log of sudo");
    }
    return file.equals(newer) ? json(file) : old(file);
  }

  private static SudoLog json(Path file) throws IOException {
    Map<String, String> facts = new HashMap<>();
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw ForeignFormatException.of(file, "expected a JSON object");
      }
      members(json, facts, "");
    } catch (JacksonException e) {
      throw ForeignFormatException.of(file, "not JSON");
    }
    return new SudoLog(facts);
  }

  private static void members(JsonParser json, Map<String, String> facts, String path)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && path.isEmpty()) {
        members(json, facts, name + ".");
      } else if (value == JsonToken.START_ARRAY && name.equals("runargv")) {
        StringJoiner words = new StringJoiner(" ");
        while (json.nextToken() != JsonToken.END_ARRAY) {
          words.add(json.getText());
          json.skipChildren();
        }
        facts.put(name, words.toString());
      } else if (value.isScalarValue()) {
        facts.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  private static SudoLog old(Path file) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    Matcher first = OLD.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!first.matches()) {
      throw ForeignFormatException.of(
          file, "expected for example 1300000000:user:root::/dev/pts/1:24:80");
    }
    Map<String, String> facts = new HashMap<>();
    facts.put("timestamp.seconds", first.group("time"));
    facts.put("submituser", first.group("user"));
    facts.put("ttyname", first.group("tty"));
    facts.put("lines", String.valueOf(first.group("lines")));
    facts.put("columns", String.valueOf(first.group("columns")));
    facts.put("runuser", first.group("as"));
    facts.put("rungroup", first.group("group"));
    facts.put("submitcwd", lines.size() > 1 ? lines.get(1) : "");
    facts.put("runargv", lines.size() > 2 ? lines.get(2) : "");
    return new SudoLog(facts);
  }

  ForeignHeader header() {
    Map<String, String> known = new LinkedHashMap<>();
    put(known, ForeignHeader.TTY, "ttyname");
    put(known, SessionHeader.COMMAND, "runargv");
    if (!known.containsKey(SessionHeader.COMMAND)) {
      put(known, SessionHeader.COMMAND, "command");
    }
    put(known, "RUN_USER", "runuser");
    put(known, "RUN_GROUP", "rungroup");
    put(known, "RUN_FOLDER", "runcwd");
    put(known, "SUBMIT_FOLDER", "submitcwd");
    put(known, "END_SIGNAL", "signal");
    Optional<Instant> started =
        number("timestamp.seconds")
            .filter(seconds -> seconds < 1L << 40)
            .map(
                seconds ->
                    Instant.ofEpochSecond(
                        seconds, number("timestamp.nanoseconds").orElse(0L) % 1_000_000_000));
    Optional<TerminalSize> size =
        ForeignHeader.size(
            number("columns").orElse(0L).intValue(), number("lines").orElse(0L).intValue());
    return new ForeignHeader(started, size, known, text("submituser"), text("submithost"));
  }

  /** Returns the exit code of the command, if sudo noted it. */
  OptionalInt exitCode() {
    Optional<Long> code = number("exit_value").filter(value -> value < 256);
    return code.isPresent() ? OptionalInt.of(code.get().intValue()) : OptionalInt.empty();
  }

  private void put(Map<String, String> known, String name, String of) {
    text(of).ifPresent(value -> known.put(name, value));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(facts.get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<Long> number(String name) {
    return text(name).filter(value -> NUMBER.matcher(value).matches()).map(Long::valueOf);
  }
}
