package dev.sessionlog.collector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.session.RepeatedLines;
import dev.sessionlog.session.UserWarnings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code status.json}: the identity of the collector, and its recent problems. Thread-safe.
 */
final class CollectorStatus {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorStatus.class);
  private static final int KEPT = 50;
  private static final long SIGN_NANOS = 5_000_000_000L;

  private final RunDir runDir;
  private final Path logDir;
  private final InstantSource wall;
  private final Instant started;
  private final String java = OwnProgram.java();
  private final UserWarnings ofUsers;
  private final RepeatedLines repeated;
  private final Deque<Warning> warnings = new ArrayDeque<>();
  private volatile String configurationProblem = "";
  private volatile OptionalLong group = OptionalLong.empty();
  private volatile @Nullable TranscriberReport transcriber;
  private volatile List<Terminal> unrecorded = List.of();
  private volatile List<CollectorReport.Evasion> evasions = List.of();
  private final AtomicBoolean changed = new AtomicBoolean(true);

  private long signed = System.nanoTime() - SIGN_NANOS;

  /**
   * A problem.
   *
   * @param at its last occurrence
   * @param times the number of occurrences
   */
  private record Warning(Instant at, String text, long times) {
    String line() {
      return times == 1 ? text : text + " (" + times + " times)";
    }
  }

  CollectorStatus(RunDir runDir, Path logDir, SessionClock clock) {
    this.runDir = runDir;
    this.logDir = logDir;
    this.wall = clock.wall();
    this.repeated = new RepeatedLines(clock.nanos());
    this.ofUsers = new UserWarnings(clock.nanos(), this::warn);
    this.started = wall.instant();
  }

  /** Sets the group that may read the file; others cannot. */
  void readableBy(OptionalLong newGroup) {
    group = newGroup;
  }

  /** Sets why the requested configuration is not in force; empty if it is. */
  void configurationProblem(String why) {
    configurationProblem = why;
    changed.set(true);
  }

  /** Sets the terminals that no session covers. */
  void unrecorded(List<Terminal> terminals) {
    unrecorded = List.copyOf(terminals);
    changed.set(true);
  }

  /** Sets the state of the process that writes transcripts. */
  void transcriber(TranscriberReport now) {
    transcriber = now;
    changed.set(true);
  }

  /** Sets the sessions with signs of evasion. */
  void evasions(List<CollectorReport.Evasion> found) {
    evasions = List.copyOf(found);
    changed.set(true);
  }

  /** Returns the limiter for warnings that users can cause. */
  UserWarnings ofUsers() {
    return ofUsers;
  }

  /**
   * Adds a warning for the administrator, and logs it; repetitions are counted. For warnings that
   * users can cause use {@link #warnOf}.
   */
  void warn(String text) {
    repeated.admit(text).ifPresent(line -> LOG.warn("{}", line));
    synchronized (warnings) {
      long before =
          warnings.stream().filter(w -> w.text().equals(text)).mapToLong(Warning::times).sum();
      warnings.removeIf(warning -> warning.text().equals(text));
      warnings.addLast(new Warning(wall.instant(), text, before + 1));
      if (warnings.size() > KEPT) {
        warnings.removeFirst();
      }
    }
    changed.set(true);
  }

  /** Keeps something that somebody must look into now: it is logged as an error. */
  void alarm(String text) {
    LOG.error("{}", text);
    warn(text);
  }

  /** Adds a warning that a user caused, and could cause again and again. */
  void warnOf(String user, String text) {
    ofUsers.warn(user, text);
  }

  /** Writes a heartbeat: the time of the file, whose age readers check. */
  void sign() {
    long now = System.nanoTime();
    if (now - signed < SIGN_NANOS) {
      return;
    }
    signed = now;
    try {
      StoreFiles.setTime(runDir.statusFile(), FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("cannot write the heartbeat {}: {}", runDir.statusFile(), e.getMessage());
    }
  }

  /** Writes the file even if nothing has changed. */
  void rewrite() {
    changed.set(true);
    write();
  }

  /** Writes the file if something has changed. */
  void write() {
    if (!changed.getAndSet(false)) {
      return;
    }
    try {
      RunDirFile.replace(runDir.statusFile(), json(), group);
    } catch (IOException e) {
      LOG.debug("cannot write {}: {}", runDir.statusFile(), e.getMessage());
    }
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeStringField("started", started.toString());
      json.writeStringField("java", java);
      json.writeStringField("log_dir", logDir.toString());
      json.writeStringField("configuration_problem", configurationProblem);
      TranscriberReport half = transcriber;
      if (half != null) {
        json.writeNumberField("transcriber_pid", half.pid());
        json.writeStringField("transcriber_user", half.user());
        json.writeBooleanField("transcriber_answers", half.answers());
        json.writeNumberField("transcriber_restarts", half.restarts());
        json.writeNumberField("transcriber_followed", half.followed());
        json.writeNumberField("transcriber_behind", half.behind());
        json.writeNumberField("transcriber_set_aside", half.setAside());
      }
      json.writeArrayFieldStart("unrecorded");
      for (Terminal terminal : unrecorded) {
        json.writeStartObject();
        json.writeStringField("user", terminal.user());
        json.writeStringField("tty", terminal.tty().toString());
        json.writeNumberField("pid", terminal.pid());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("evasions");
      for (CollectorReport.Evasion evasion : evasions) {
        json.writeStartObject();
        json.writeStringField("session", evasion.session());
        json.writeStringField("user", evasion.user());
        json.writeStringField("sign", evasion.sign());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("warnings");
      synchronized (warnings) {
        for (Warning warning : warnings) {
          json.writeStartObject();
          json.writeStringField("at", warning.at().toString());
          json.writeStringField("text", warning.line());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }
}
