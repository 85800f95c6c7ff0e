package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes events to another exporter, with secrets replaced by asterisks. A line of output may come
 * in many pieces, one per typed key, so pieces wait until their line ends, which does not change
 * their times.
 */
final class RedactingExporter implements Exporter {
  private static final int MOST_EVENTS = 100_000;

  private final Exporter exporter;
  private final Redaction redaction;
  private final ShownLine line;
  private final List<Event> waiting = new ArrayList<>();

  /** An event that waits for the end of its line. */
  private interface Event {
    void give() throws IOException;
  }

  RedactingExporter(Exporter exporter, Redaction redaction) {
    this.exporter = exporter;
    this.redaction = redaction;
    this.line = new ShownLine(redaction);
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(header.facts());
    for (String name : List.of(SessionHeader.TITLE, SessionHeader.COMMAND)) {
      facts.computeIfPresent(name, (same, text) -> redaction.applied(text));
    }
    line.columns(header.session().size().columns());
    exporter.begin(new SessionHeader(header.recording(), header.session(), facts, header.quiet()));
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      line.take(bytes[i]);
      if (line.isOver()) {
        addOutput(at);
        flush();
        from = i + 1;
      }
    }
    if (from < offset + length) {
      addOutput(at);
    }
  }

  /** The bytes added to the line since the last piece belong to this one. */
  private void addOutput(Duration at) throws IOException {
    int start = line.endPiece();
    int end = line.size();
    waiting.add(
        () -> {
          byte[] piece = line.bytes(start, end);
          if (piece.length > 0) {
            exporter.output(at, piece, 0, piece.length);
          }
        });
    if (waiting.size() >= MOST_EVENTS) {
      flush();
    }
  }

  private void flush() throws IOException {
    line.redact();
    for (Event event : waiting) {
      event.give();
    }
    waiting.clear();
    line.clear();
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    flush();
    line.columns(size.columns());
    exporter.resize(at, size);
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    flush();
    exporter.fact(at, name, name.equals("MARKER") ? redaction.applied(value) : value);
  }

  @Override
  public void end(Duration at) throws IOException {
    flush();
    exporter.end(at);
  }
}
