package dev.sessionlog.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a running collector says of itself.
 *
 * @param pid its process
 * @param started when it began, ISO 8601 in UTC
 * @param unrecorded terminals of users who are to be recorded, which no session covers
 * @param evasions sessions whose {@code script} is kept from its work
 * @param warnings what went wrong of late, oldest first
 */
public record CollectorReport(
    long pid,
    String started,
    List<Terminal> unrecorded,
    List<Evasion> evasions,
    List<Warning> warnings) {
  /**
   * A session that may not be seen as it is now.
   *
   * @param session its id
   * @param user whose it is
   * @param sign what shows it
   */
  public record Evasion(String session, String user, String sign) {}

  /**
   * Something that an administrator should know.
   *
   * @param at when it happened, ISO 8601 in UTC
   * @param text what happened
   */
  public record Warning(String at, String text) {}

  /** Returns the report of the collector that serves {@code runDir}; empty when none runs. */
  public static Optional<CollectorReport> read(RunDir runDir) {
    Optional<Long> pid = runDir.collector();
    if (pid.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(pid.get(), runDir.status()));
    } catch (IOException notYetThere) {
      return Optional.of(new CollectorReport(pid.get(), "", List.of(), List.of(), List.of()));
    }
  }

  private static CollectorReport parse(long pid, byte[] content) throws IOException {
    String started = "";
    String at = "";
    String user = "";
    String tty = "";
    String session = "";
    List<Terminal> unrecorded = new ArrayList<>();
    List<Evasion> evasions = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(content)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_INT && !tty.isEmpty()) {
          unrecorded.add(new Terminal(Path.of(tty), user, json.getLongValue()));
          tty = "";
        }
        if (token != JsonToken.VALUE_STRING) {
          continue;
        }
        switch (json.currentName() == null ? "" : json.currentName()) {
          case "started" -> started = json.getText();
          case "user" -> user = json.getText();
          case "session" -> session = json.getText();
          case "sign" -> evasions.add(new Evasion(session, user, json.getText()));
          case "tty" -> tty = json.getText();
          case "at" -> at = json.getText();
          case "text" -> warnings.add(new Warning(at, json.getText()));
          default -> {}
        }
      }
    }
    return new CollectorReport(pid, started, unrecorded, evasions, warnings);
  }
}
