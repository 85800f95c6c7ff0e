package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A renderer under test, and the lines that it gave. */
final class Rendering {
  static final Duration QUIET = Duration.ofSeconds(2);

  /** A line and its time. */
  record Line(Duration at, String text) {}

  final List<Line> lines = new ArrayList<>();
  final TranscriptRenderer renderer;

  Rendering(int columns, int rows) {
    renderer =
        new TranscriptRenderer(
            new TerminalSize(columns, rows), QUIET, (at, text) -> lines.add(new Line(at, text)));
  }

  Rendering output(double seconds, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    renderer.output(seconds(seconds), bytes, 0, bytes.length);
    return this;
  }

  Rendering quiet(double seconds) {
    renderer.quiet(seconds(seconds));
    return this;
  }

  Rendering end(double seconds) {
    renderer.end(seconds(seconds));
    return this;
  }

  /** Returns the text of the lines so far, and forgets them. */
  List<String> take() {
    List<String> taken = lines.stream().map(Line::text).toList();
    lines.clear();
    return taken;
  }

  /** Returns the lines of a session of 80x24 that writes {@code text} at once and ends. */
  static List<String> linesOf(String text) {
    return new Rendering(80, 24).output(0, text).end(1).take();
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
