package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.LineText;
import dev.sessionlog.transcript.SessionTranscript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The lines of a recording's transcript, for an exporter that is given its events. */
final class TranscriptLines implements Exporter {
  private final Session session;
  private final SessionTranscript transcript;

  /** Takes a line, with the time when it came to stand as it is. */
  interface Sink {
    void line(Duration at, LineText line) throws IOException;
  }

  private interface Drawing {
    void draw();
  }

  TranscriptLines(SessionHeader header, Sink sink) {
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

  @Override
  public void begin(SessionHeader header) throws IOException {
    draw(transcript::begin);
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    draw(() -> transcript.output(at, bytes, offset, length));
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    draw(() -> transcript.resize(at, size));
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    draw(() -> transcript.header(at, name, value));
  }

  @Override
  public void end(Duration at) throws IOException {
    draw(() -> transcript.end(at, session));
  }

  private static void draw(Drawing drawing) throws IOException {
    try {
      drawing.draw();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
