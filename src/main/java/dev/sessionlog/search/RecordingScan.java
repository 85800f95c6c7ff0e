package dev.sessionlog.search;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.search.Hit.Span;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.LineText;
import dev.sessionlog.transcript.SessionTranscript;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Searches a recording: the part of its transcript that is not in the log yet, and the screens of
 * full-screen programs. For one thread.
 */
final class RecordingScan {
  private final SearchScope scope;
  private final SearchPattern pattern;
  private final Effort effort;
  private final Duration quiet;
  private final Finds finds;

  RecordingScan(
      SearchScope scope, SearchPattern pattern, Effort effort, Duration quiet, Finds finds) {
    this.scope = scope;
    this.pattern = pattern;
    this.effort = effort;
    this.quiet = quiet;
    this.finds = finds;
  }

  /** Searches the lines of a recording's transcript in the form of the log. */
  void transcript(Recording recording) throws IOException {
    Session session = recording.session();
    LineSearch lines = lines(session);
    SessionContext context = new SessionContext(scope, finds);
    long[] number = {0};
    SessionTranscript transcript =
        new SessionTranscript(
            session,
            quiet,
            (at, text) -> {
              number[0]++;
              Hit hit = hit(lines, session, OptionalLong.of(number[0]), at, LineText.parse(text));
              boolean asked = scope.accepts(session.id(), hit.time());
              if (asked && (!hit.isContext() || scope.hasContext())) {
                context.line(hit);
              }
            });
    transcript.begin();
    Duration end = read(recording, transcript);
    transcript.end(end, session);
    lines.end();
  }

  /** Searches the screens of full-screen programs, each line once, when it appears. */
  void screens(Recording recording) throws IOException {
    Session session = recording.session();
    LineSearch lines = lines(session);
    AlternateScreen screen =
        new AlternateScreen(
            session.size(),
            (at, text) -> {
              Hit hit = hit(lines, session, OptionalLong.empty(), at, LineText.ofScreen(text));
              if (!hit.isContext() && scope.accepts(session.id(), hit.time())) {
                finds.add(hit);
              }
            });
    read(recording, screen);
    screen.end();
    lines.end();
  }

  private LineSearch lines(Session session) {
    return new LineSearch(pattern, effort, session.user(), finds);
  }

  private static Hit hit(
      LineSearch lines, Session session, OptionalLong line, Duration at, LineText text) {
    Instant time = session.started().plus(at);
    List<Span> spans = lines.spans(session.id(), line, text.text());
    return new Hit(
        session.user(), session.id(), line, Optional.of(at), time, text, spans, Optional.empty());
  }

  private Duration read(Recording recording, RecordingSink sink) throws IOException {
    Counting counting = new Counting(sink);
    try (OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor cursor = open.cursor();
      cursor.readAll(counting, finds::wanted);
      return cursor.at();
    }
  }

  /** Reports the progress. */
  private final class Counting implements RecordingSink {
    private final RecordingSink sink;

    Counting(RecordingSink sink) {
      this.sink = sink;
    }

    @Override
    public void output(Duration at, byte[] bytes, int offset, int length) {
      finds.passed(length);
      sink.output(at, bytes, offset, length);
    }

    @Override
    public void resize(Duration at, TerminalSize size) {
      sink.resize(at, size);
    }

    @Override
    public void header(Duration at, String name, String value) {
      sink.header(at, name, value);
    }
  }
}
