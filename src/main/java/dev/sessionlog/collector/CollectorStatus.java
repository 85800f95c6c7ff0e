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
 * What the collector says of itself in {@code status.json}: who it is, and what went wrong of late.
 * Thread-safe.
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
   * Something that went wrong.
   *
   * @param at when it did so last
   * @param times how often
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

  /** Says which group may read the file; for others there is none. */
  void readableBy(OptionalLong newGroup) {
    group = newGroup;
  }

  /** Keeps why the configuration that was asked for is not in force; empty if it is. */
  void configurationProblem(String why) {
    configurationProblem = why;
    changed.set(true);
  }

  /** Keeps which terminals no session covers now. */
  void unrecorded(List<Terminal> terminals) {
    unrecorded = List.copyOf(terminals);
    changed.set(true);
  }

  /** Keeps how the process is that writes transcripts. */
  void transcriber(TranscriberReport now) {
    transcriber = now;
    changed.set(true);
  }

  /** Keeps which sessions may not be seen as they are now. */
  void evasions(List<CollectorReport.Evasion> found) {
    evasions = List.copyOf(found);
    changed.set(true);
  }

  /** Returns what takes the warnings that users can cause, and keeps them from being too many. */
  UserWarnings ofUsers() {
    return ofUsers;
  }

  /**
   * Keeps something that an administrator should know, and logs it; what is the same again is
   * counted. What users can cause goes to {@link #warnOf}.
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

  /** Does the same for something that a user caused, who could cause it again and again. */
  void warnOf(String user, String text) {
    ofUsers.warn(user, text);
  }

  /** Gives a sign of life: the file's time. Readers look how old it is. */
  void sign() {
    long now = System.nanoTime();
    if (now - signed < SIGN_NANOS) {
      return;
    }
    signed = now;
    try {
      StoreFiles.setTime(runDir.statusFile(), FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("no sign of life in {}: {}", runDir.statusFile(), e.getMessage());
    }
  }

  /** Writes the file also when there is nothing new. */
  void rewrite() {
    changed.set(true);
    write();
  }

  /** Writes the file when there is something new. */
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
