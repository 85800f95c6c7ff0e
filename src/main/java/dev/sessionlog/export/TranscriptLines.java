package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.LineText;
import dev.sessionlog.transcript.SessionTranscript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Produces the lines of a transcript for an exporter, from the events that it receives. */
final class TranscriptLines {
  private final Session session;
  private final SessionTranscript transcript;

  /** Receives a line, with the time at which it got its present text. */
  interface Sink {
    void line(Duration at, LineText line) throws IOException;
  }

  private TranscriptLines(SessionHeader header, Sink sink) {
    session = header.session();
    transcript =
        new SessionTranscript(
            session,
            header.quiet(),
            (at, text) -> {
              try {
                sink.line(at, LineText.parse(text));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Begins a session's transcript, and passes its first line to the sink. */
  static TranscriptLines begin(SessionHeader header, Sink sink) throws IOException {
    TranscriptLines lines = new TranscriptLines(header, sink);
    draw(lines.transcript::begin);
    return lines;
  }

  void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    draw(() -> transcript.output(at, bytes, offset, length));
  }

  void resize(Duration at, TerminalSize size) throws IOException {
    draw(() -> transcript.resize(at, size));
  }

  void fact(Duration at, String name, String value) throws IOException {
    draw(() -> transcript.header(at, name, value));
  }

  void end(Duration at) throws IOException {
    draw(() -> transcript.end(at, session));
  }

  private static void draw(Runnable drawing) throws IOException {
    try {
      drawing.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
