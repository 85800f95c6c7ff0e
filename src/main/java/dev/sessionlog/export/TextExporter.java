package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.session.Visible;
import dev.sessionlog.transcript.LineText;
import dev.sessionlog.transcript.SessionTranscript;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The transcript without times: the lines that stood on the screen. */
final class TextExporter implements Exporter {
  private final Writer out;
  private final UnaryOperator<String> lines;
  private @Nullable SessionTranscript transcript;
  private @Nullable Session session;

  private TextExporter(Writer out, UnaryOperator<String> lines) {
    this.out = out;
    this.lines = lines;
  }

  /**
   * Opens one.
   *
   * @param lines what is done to each line before it is written
   */
  static Exporter open(Destination destination, UnaryOperator<String> lines) throws IOException {
    return new TextExporter(
        new BufferedWriter(
            new OutputStreamWriter(destination.open("session.txt"), StandardCharsets.UTF_8)),
        lines);
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    session = header.session();
    transcript = new SessionTranscript(header.session(), header.quiet(), this::line);
    draw(SessionTranscript::begin);
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    draw(lines -> lines.output(at, bytes, offset, length));
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    draw(lines -> lines.resize(at, size));
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    draw(lines -> lines.header(at, name, value));
  }

  @Override
  public void end(Duration at) throws IOException {
    Session now = Objects.requireNonNull(session, "not begun");
    draw(lines -> lines.end(at, now));
    out.close();
  }

  private interface Drawing {
    void draw(SessionTranscript lines);
  }

  private void draw(Drawing drawing) throws IOException {
    if (transcript == null) {
      throw new IllegalStateException("not begun");
    }
    try {
      drawing.draw(transcript);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void line(Duration at, String text) {
    try {
      // Markers name users, and text of one's own may stand in them.
      LineText line = LineText.parse(text);
      String shown = new LineText(line.kind(), lines.apply(line.text())).logged();
      out.append(Visible.line(shown)).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
