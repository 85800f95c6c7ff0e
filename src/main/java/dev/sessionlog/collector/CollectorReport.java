package dev.sessionlog.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.login.CollectorProcess;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.unix.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a running collector about itself.
 *
 * @param pid its process
 * @param answers true if its heartbeat is recent
 * @param started when it began, ISO 8601 in UTC
 * @param java the Java that runs it, and whether it uses the archive of classes; empty if an
 *     earlier version runs
 * @param logDir its log dir; empty if not reported yet
 * @param configurationProblem why the requested configuration is not in force, but the last good
 *     one; empty if it is
 * @param transcriber the process that writes transcripts; empty if that is the collector itself
 * @param unrecorded terminals that should be recorded but are not covered by a session
 * @param evasions sessions whose {@code script} may miss something
 * @param warnings recent problems, oldest first
 */
public record CollectorReport(
    long pid,
    boolean answers,
    String started,
    String java,
    String logDir,
    String configurationProblem,
    Optional<TranscriberReport> transcriber,
    List<Terminal> unrecorded,
    List<Evasion> evasions,
    List<Warning> warnings) {
  /** The heartbeat comes every 5 s. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  /**
   * A session whose user may be evading the recording.
   *
   * @param session its id
   * @param user its user
   * @param sign the sign of it
   */
  public record Evasion(String session, String user, String sign) {}

  /**
   * A warning for the administrator.
   *
   * @param at when it happened, ISO 8601 in UTC
   * @param text what happened
   */
  public record Warning(String at, String text) {}

  /** Returns the report of the collector that serves {@code runDir}; empty if none runs. */
  public static Optional<CollectorReport> read(RunDir runDir) {
    CollectorProcess collector = new CollectorProcess(runDir);
    Optional<Long> pid = collector.pid();
    if (pid.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(pid.get(), answers(runDir, pid.get()), collector.status()));
    } catch (IOException notYetThere) {
      return Optional.of(
          new CollectorReport(
              pid.get(), true, "", "", "", "", Optional.empty(), List.of(), List.of(), List.of()));
    }
  }

  private static boolean answers(RunDir runDir, long pid) throws IOException {
    if (ProcessIdentity.of(pid).filter(ProcessIdentity::stopped).isPresent()) {
      return false;
    }
    Instant sign =
        Files.getLastModifiedTime(runDir.statusFile(), LinkOption.NOFOLLOW_LINKS).toInstant();
    return Duration.between(sign, Instant.now()).abs().compareTo(LONGEST_SILENCE) < 0;
  }

  private static CollectorReport parse(long pid, boolean answers, byte[] content)
      throws IOException {
    String started = "";
    String java = "";
    String logDir = "";
    String configurationProblem = "";
    String at = "";
    String user = "";
    String tty = "";
    Map<String, String> words = new HashMap<>();
    String session = "";
    List<Terminal> unrecorded = new ArrayList<>();
    List<Evasion> evasions = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    try (JsonParser json = JSON.createParser(content)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        String key = json.currentName() == null ? "" : json.currentName();
        if (key.startsWith("transcriber_") && token != JsonToken.FIELD_NAME) {
          words.put(key.substring("transcriber_".length()), json.getText());
          continue;
        }
        if (token == JsonToken.VALUE_NUMBER_INT && !tty.isEmpty()) {
          unrecorded.add(new Terminal(Path.of(tty), user, json.getLongValue()));
          tty = "";
        }
        if (token != JsonToken.VALUE_STRING) {
          continue;
        }
        switch (key) {
          case "started" -> started = json.getText();
          case "java" -> java = json.getText();
          case "log_dir" -> logDir = json.getText();
          case "configuration_problem" -> configurationProblem = json.getText();
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
    return new CollectorReport(
        pid,
        answers,
        started,
        java,
        logDir,
        configurationProblem,
        transcriber(words),
        unrecorded,
        evasions,
        warnings);
  }

  private static Optional<TranscriberReport> transcriber(Map<String, String> words) {
    if (!words.containsKey("pid")) {
      return Optional.empty();
    }
    return Optional.of(
        new TranscriberReport(
            Long.parseLong(words.getOrDefault("pid", "0")),
            words.getOrDefault("user", ""),
            Boolean.parseBoolean(words.getOrDefault("answers", "false")),
            Integer.parseInt(words.getOrDefault("restarts", "0")),
            Integer.parseInt(words.getOrDefault("followed", "0")),
            Integer.parseInt(words.getOrDefault("behind", "0")),
            Integer.parseInt(words.getOrDefault("set_aside", "0"))));
  }
}
