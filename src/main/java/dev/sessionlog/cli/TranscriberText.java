package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.collector.TranscriberReport;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.Visible;
import java.io.IOException;

/** What {@code status} says of the process that writes transcripts. */
final class TranscriberText {
  private TranscriberText() {}

  static String of(TranscriberReport half) {
    String now =
        half.pid() == 0
            ? "not running"
            : (half.answers() ? "running" : "not answering") + ", pid " + half.pid();
    return now
        + ", as "
        + Visible.field(half.user())
        + ", "
        + half.behind()
        + " of "
        + Counted.of(half.followed(), "session")
        + " behind, "
        + half.setAside()
        + " set aside, "
        + Counted.of(half.restarts(), "restart");
  }

  static void addTo(MetricsText metrics, TranscriberReport half) {
    metrics.gauge("transcriber_up", "1 when the transcriber answers.", half.answers() ? 1 : 0);
    metrics.gauge("transcriber_restarts", "Since the collector started.", half.restarts());
    metrics.gauge(
        "transcriber_behind", "Sessions with lines not yet in their logs.", half.behind());
    metrics.gauge("transcriber_set_aside", "Sessions that a transcriber died of.", half.setAside());
  }

  static void addTo(JsonGenerator json, TranscriberReport half) throws IOException {
    json.writeObjectFieldStart("transcriber");
    json.writeNumberField("pid", half.pid());
    json.writeStringField("user", half.user());
    json.writeBooleanField("answers", half.answers());
    json.writeNumberField("restarts", half.restarts());
    json.writeNumberField("followed", half.followed());
    json.writeNumberField("behind", half.behind());
    json.writeNumberField("set_aside", half.setAside());
    json.writeEndObject();
  }
}
