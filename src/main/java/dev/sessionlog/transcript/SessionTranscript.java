package dev.sessionlog.transcript;

import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.time.Duration;

/**
 * The transcript of one session, made from its recording: what stood on the screen, and lines that
 * begin with {@code --} and tell what happened around it. The first line that the sink gets is
 * number 1. The same recording gives the same lines. Not safe for use by several threads.
 */
public final class SessionTranscript implements RecordingSink {
  private final Session session;
  private final TranscriptRenderer.LineSink sink;
  private final TranscriptRenderer renderer;
  private TerminalSize size;

  /**
   * Makes the transcript of a session.
   *
   * @param session the session as it was when it began, or later
   * @param quiet how long there must be no output for the session to be quiet; above zero
   */
  public SessionTranscript(Session session, Duration quiet, TranscriptRenderer.LineSink sink) {
    this.session = session;
    this.sink = sink;
    this.size = session.size();
    this.renderer = new TranscriptRenderer(size, quiet, sink);
  }

  /** Gives the line that says whose session this is; to be called first, and once. */
  public void begin() {
    String from = session.remote().map(remote -> " from " + remote).orElse("");
    String inside = session.parent().map(parent -> " inside " + parent).orElse("");
    sink.line(
        Duration.ZERO,
        "-- session opened: "
            + session.user()
            + from
            + (session.tty().isEmpty() ? "" : " on " + session.tty())
            + inside
            + ", "
            + session.size());
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) {
    renderer.output(at, bytes, offset, length);
  }

  @Override
  public void resize(Duration at, TerminalSize newSize) {
    if (!newSize.equals(size)) {
      size = newSize;
      renderer.resize(at, newSize);
      sink.line(at, "-- window resized: " + newSize);
    }
  }

  @Override
  public void header(Duration at, String name, String value) {
    if (name.equals("GAP")) {
      mark(at, "gap: " + gap(value));
    } else if (name.equals("MARKER")) {
      mark(at, value);
    }
  }

  private void mark(Duration at, String text) {
    renderer.beforeMarker(at);
    sink.line(at, "-- " + text);
  }

  /** Puts the words of a {@code GAP} entry in order: offset, bytes, from, to, reason. */
  private static String gap(String value) {
    String[] words = value.split(" ", 5);
    return words.length < 5
        ? value
        : words[1] + " bytes lost from " + words[2] + " to " + words[3] + ": " + words[4];
  }

  /** Says that it is {@code now}, see {@link TranscriptRenderer#quiet}. */
  public void quiet(Duration now) {
    renderer.quiet(now);
  }

  /** Gives what is left on the screen. */
  public void rest(Duration at) {
    renderer.end(at);
  }

  /** Gives what is left on the screen, and the line that says how the session ended. */
  public void end(Duration at, Session ended) {
    rest(at);
    Duration lasted = ended.duration(session.started());
    String exit = ended.exitCode().isPresent() ? ", exit code " + ended.exitCode().getAsInt() : "";
    sink.line(
        lasted,
        "-- session closed: "
            + ended.state().word()
            + " after "
            + FullScreen.length(lasted.toSeconds())
            + exit
            + ", "
            + ended.bytes()
            + " bytes");
  }
}
