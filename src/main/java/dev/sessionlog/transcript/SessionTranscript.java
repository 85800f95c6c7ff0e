package dev.sessionlog.transcript;

import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.PlainText;
import java.time.Duration;

/**
 * The transcript of one session, made from its recording: the text of the screen, and lines
 * beginning with {@code --} about events of the session. The first line has number 1. The same
 * recording gives the same lines. Not thread-safe.
 */
public final class SessionTranscript implements RecordingSink {
  private final Session session;
  private final TranscriptRenderer renderer;
  private final TranscriptRenderer.LineSink sink;
  private final LineBudget budget;
  private TerminalSize size;

  /**
   * Creates the transcript of a session.
   *
   * @param session the session as it was when it began, or later
   * @param quiet the time without output after which the session is quiet; above zero
   */
  public SessionTranscript(Session session, Duration quiet, TranscriptRenderer.LineSink sink) {
    this.session = session;
    this.size = session.size();
    this.sink = sink;
    this.budget = new LineBudget(sink);
    this.renderer = new TranscriptRenderer(size, quiet, this::lineOfScreen);
  }

  private void lineOfScreen(Duration at, String text) {
    budget.line(renderer.written(), at, text);
  }

  /**
   * Passes on a line about an event of the session. Its parts may come from anywhere, so it is made
   * safe; lines of the screen already are.
   */
  private void say(Duration at, String text) {
    sink.line(at, PlainText.of(text));
  }

  /** Passes on the line that describes the session; to be called first, and once. */
  public void begin() {
    String from = session.remote().map(remote -> " from " + remote).orElse("");
    String inside = session.parent().map(parent -> " inside " + parent).orElse("");
    say(
        Duration.ZERO,
        "-- session opened: "
            + session.user()
            + from
            + (session.tty().isEmpty() ? "" : " on " + session.tty())
            + inside
            + ", "
            + asDrawn(session.size()));
  }

  /** Returns a size, with the size on which it is drawn if that differs. */
  private String asDrawn(TerminalSize wanted) {
    TerminalSize drawn = renderer.drawn();
    return drawn.equals(wanted) ? wanted.toString() : wanted + ", drawn as " + drawn;
  }

  /**
   * Continues with a small screen and little memory, and says so in a line. Later lines may differ
   * from those on the full screen, so rendering again must reduce at the same place.
   *
   * @param why the reason in that line
   */
  public void reduce(Duration at, String why) {
    renderer.reduce(at);
    say(at, "-- drawn as " + renderer.drawn() + " from here on: " + why);
  }

  /**
   * Returns the memory of the transcript in bytes: at most {@link TranscriptRenderer#MOST_BYTES},
   * and {@link TranscriptRenderer#MOST_BYTES_REDUCED} once it is {@linkplain #reduce reduced}. The
   * line that is being passed on is not counted.
   */
  public long footprint() {
    return renderer.footprint();
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
      say(at, "-- window resized: " + asDrawn(newSize));
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
    say(at, "-- " + text);
  }

  /** Formats a {@code GAP} entry: offset, bytes, from, to, reason. */
  private static String gap(String value) {
    String[] words = value.split(" ", 5);
    return words.length < 5
        ? value
        : words[1] + " bytes lost from " + words[2] + " to " + words[3] + ": " + words[4];
  }

  /** Sets the present time, see {@link TranscriptRenderer#quiet}. */
  public void quiet(Duration now) {
    renderer.quiet(now);
  }

  /**
   * Passes on the rest of the screen and, if the session has ended, the line about its end.
   *
   * @param now the present session
   */
  public void end(Duration at, Session now) {
    renderer.end(at);
    budget.sayWhatIsLeftOut(at);
    if (now.hasEnded()) {
      sayEnd(at, now);
    }
  }

  private void sayEnd(Duration at, Session ended) {
    if (renderer.leftOut() > 0) {
      say(at, "-- combining characters left out: " + renderer.leftOut());
    }
    Duration lasted = ended.duration(session.started());
    String exit = ended.exitCode().isPresent() ? ", exit code " + ended.exitCode().getAsInt() : "";
    say(
        lasted,
        "-- session closed: "
            + ended.state().word()
            + " after "
            + ReadableUnits.duration(lasted)
            + exit
            + ", "
            + ended.bytes()
            + " bytes");
  }
}
