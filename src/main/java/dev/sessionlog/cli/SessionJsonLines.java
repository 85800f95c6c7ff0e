package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.collector.Attendance;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.Session;
import dev.sessionlog.store.Elsewhere;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions as JSON lines. Times are in UTC, sizes in bytes, durations in seconds; unknown values
 * are left out.
 */
final class SessionJsonLines implements SessionPrinter {
  private final JsonLines lines;
  private final Instant now;
  private final LegalHolds.Held held;
  private final Elsewhere elsewhere;
  private final Attendance attendance;

  SessionJsonLines(
      CommandContext context, LegalHolds.Held held, Elsewhere elsewhere, Attendance attendance) {
    this.held = held;
    this.attendance = attendance;
    this.elsewhere = elsewhere;
    this.lines = new JsonLines(context.out());
    this.now = context.clock().instant();
  }

  @Override
  public void print(Session session) throws IOException {
    lines.object(json -> write(session, json));
  }

  @Override
  public void finish() throws IOException {
    lines.finish();
  }

  private void write(Session session, JsonGenerator json) throws IOException {
    json.writeStringField("id", session.id().toString());
    json.writeStringField("user", session.user());
    json.writeNumberField("uid", session.uid());
    if (session.loginUid().isPresent()) {
      json.writeNumberField("login_uid", session.loginUid().getAsLong());
    }
    json.writeStringField("host", session.host());
    json.writeStringField("tty", session.tty());
    if (session.remote().isPresent()) {
      Origin origin = session.remote().get();
      json.writeStringField(origin.known() ? "remote" : "claimed_remote", origin.address());
    }
    json.writeStringField("shell", session.shell());
    json.writeStringField("term", session.term());
    json.writeNumberField("columns", session.size().columns());
    json.writeNumberField("rows", session.size().rows());
    if (session.parent().isPresent()) {
      json.writeStringField("parent", session.parent().get().toString());
    }
    json.writeStringField("started", session.started().toString());
    if (session.ended().isPresent()) {
      json.writeStringField("ended", session.ended().get().toString());
    }
    json.writeNumberField("duration", Math.max(0, session.duration(now).toSeconds()));
    if (session.exitCode().isPresent()) {
      json.writeNumberField("exit_code", session.exitCode().getAsInt());
    }
    json.writeNumberField("bytes", session.bytes());
    json.writeStringField("state", session.state().word());
    Optional<Elsewhere.Host> host = elsewhere.of(session.id());
    if (host.isPresent()) {
      json.writeStringField("elsewhere", host.get().name());
      json.writeNumberField("silent_for", host.get().silence().toSeconds());
    } else if (attendance == Attendance.UNATTENDED && !session.hasEnded()) {
      json.writeBooleanField("unattended", true);
    }
    if (held.holds(session.id(), session.user())) {
      json.writeBooleanField("held", true);
    }
    json.writeArrayFieldStart("gaps");
    for (Gap gap : session.gaps()) {
      write(gap, json);
    }
    json.writeEndArray();
  }

  private static void write(Gap gap, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", gap.from().toString());
    json.writeStringField("to", gap.to().toString());
    json.writeNumberField("offset", gap.offset());
    json.writeNumberField("bytes", gap.bytes());
    json.writeStringField("reason", gap.reason());
    json.writeEndObject();
  }
}
