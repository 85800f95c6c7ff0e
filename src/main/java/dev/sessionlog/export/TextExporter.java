package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.session.Visible;
import dev.sessionlog.transcript.LineText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The transcript without times: the lines of the screen. */
final class TextExporter implements Exporter {
  private final Writer out;
  private final UnaryOperator<String> lines;
  private @Nullable TranscriptLines transcript;

  private TextExporter(Writer out, UnaryOperator<String> lines) {
    this.out = out;
    this.lines = lines;
  }

  /**
   * Opens one.
   *
   * @param lines is applied to each line before it is written
   */
  static Exporter open(Destination destination, UnaryOperator<String> lines) throws IOException {
    return new TextExporter(
        new BufferedWriter(
            new OutputStreamWriter(destination.open("session.txt"), StandardCharsets.UTF_8)),
        lines);
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    transcript = TranscriptLines.begin(header, (at, line) -> write(line));
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    transcript().output(at, bytes, offset, length);
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    transcript().resize(at, size);
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    transcript().fact(at, name, value);
  }

  @Override
  public void end(Duration at) throws IOException {
    transcript().end(at);
    out.close();
  }

  private TranscriptLines transcript() {
    if (transcript == null) {
      throw new IllegalStateException("not begun");
    }
    return transcript;
  }

  private void write(LineText line) throws IOException {
    // Markers contain names of users, and may contain other text.
    String shown = new LineText(line.kind(), lines.apply(line.text())).logged();
    out.append(Visible.line(shown)).append('\n');
  }
}
