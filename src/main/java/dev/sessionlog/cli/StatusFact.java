package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** One fact in three forms: lines for people, JSON, and metrics. */
final class StatusFact {
  private final List<Line> lines = new ArrayList<>();
  private final List<JsonLines.Fields> fields = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();

  private record Line(String label, String text) {}

  private record Gauge(String name, String help, long value) {}

  /** Writes one of several objects, as fields. */
  interface Element<T> {
    void write(JsonGenerator json, T one) throws IOException;
  }

  /** Adds a line with a label for people. */
  StatusFact line(String label, String text) {
    lines.add(new Line(label, text));
    return this;
  }

  StatusFact field(String name, boolean value) {
    fields.add(json -> json.writeBooleanField(name, value));
    return this;
  }

  StatusFact field(String name, long value) {
    fields.add(json -> json.writeNumberField(name, value));
    return this;
  }

  StatusFact field(String name, String value) {
    fields.add(json -> json.writeStringField(name, value));
    return this;
  }

  /** Adds a field that is an object. */
  <T> StatusFact object(String name, T value, Element<T> element) {
    fields.add(
        json -> {
          json.writeObjectFieldStart(name);
          element.write(json, value);
          json.writeEndObject();
        });
    return this;
  }

  /** Adds a field that is an array of objects. */
  <T> StatusFact array(String name, List<T> values, Element<T> element) {
    fields.add(
        json -> {
          json.writeArrayFieldStart(name);
          for (T value : values) {
            json.writeStartObject();
            element.write(json, value);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
    return this;
  }

  /** Adds a metric that can go up and down. */
  StatusFact gauge(String name, String help, long value) {
    gauges.add(new Gauge(name, help, value));
    return this;
  }

  void print(PrintWriter out) {
    lines.forEach(line -> out.println("%-10s %s".formatted(line.label(), line.text())));
  }

  void write(JsonGenerator json) throws IOException {
    for (JsonLines.Fields field : fields) {
      field.write(json);
    }
  }

  void addTo(MetricsText metrics) {
    gauges.forEach(gauge -> metrics.gauge(gauge.name(), gauge.help(), gauge.value()));
  }
}
