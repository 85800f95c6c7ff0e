package dev.sessionlog.transcriber;

import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.SessionTranscript;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A transcript that notes when it is being rendered, and is drawn on a small screen once its screen
 * exceeds its memory budget. For one thread at a time.
 */
final class NotedTranscript implements RecordingSink {
  private static final String WHY_REDUCED = "screens take more memory than their budget";

  private final SessionId id;
  private final SessionTranscript transcript;
  private final Rendering rendering;
  private final ScreenMemory.Share memory;
  private final ReducedPlace reducedPlace;
  private final PendingLines lines;
  private final Consumer<String> trouble;
  private int thread;

  /** The offset from which it is drawn on a small screen; very large while that is not so. */
  private long reducedAt = Long.MAX_VALUE;

  private boolean reduced;

  /**
   * Creates one.
   *
   * @param quiet the time without output after which the session is quiet
   * @param rendering receives the notes about rendering
   * @param memory the memory budget of its screen
   * @param reducedPlace the place at which it was reduced before
   * @param lines receives its lines
   */
  NotedTranscript(
      Session session,
      Duration quiet,
      Rendering rendering,
      ScreenMemory.Share memory,
      ReducedPlace reducedPlace,
      PendingLines lines,
      Consumer<String> trouble) {
    this.id = session.id();
    this.transcript = new SessionTranscript(session, quiet, lines::add);
    this.rendering = rendering;
    this.memory = memory;
    this.reducedPlace = reducedPlace;
    this.lines = lines;
    this.trouble = trouble;
  }

  /** Sets the thread that renders it from now on. */
  void on(int number) {
    thread = number;
  }

  /** Says that the turn on that thread is over. */
  void off() {
    rendering.rests(thread);
  }

  void begin() {
    reducedAt = reducedPlace.read().orElse(Long.MAX_VALUE);
    transcript.begin();
  }

  private void render(Runnable step) {
    rendering.begins(thread, id);
    step.run();
    rendering.ends(thread);
  }

  /** Notes that rendering failed without crashing the process. */
  void failed() {
    rendering.ends(thread);
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) {
    render(() -> transcript.output(at, bytes, offset, length));
  }

  @Override
  public void resize(Duration at, TerminalSize newSize) {
    render(() -> transcript.resize(at, newSize));
  }

  @Override
  public void header(Duration at, String name, String value) {
    if (name.equals("CUT")) {
      lines.count(Long.parseLong(value)); // the log may have lines of the missing part
    }
    transcript.header(at, name, value);
  }

  void quiet(Duration now) {
    render(() -> transcript.quiet(now));
  }

  void end(Duration at, Session session) {
    render(() -> transcript.end(at, session));
  }

  /** Notes that all bytes before {@code position} were rendered. */
  void reached(long position, Duration at) {
    if (position >= reducedAt) {
      reduce(at);
    }
  }

  /**
   * Reduces the screen if it takes too much memory. This happens only directly after bytes, so that
   * rendering again finds the same place; after a resize or a quiet time, the byte offset would be
   * ambiguous.
   */
  void keepWithinMemory(long position, Duration at) {
    if (memory.takes(transcript.footprint()) == ScreenMemory.Verdict.ENOUGH || reduced) {
      return;
    }
    reducedPlace.keep(position);
    trouble.accept("drawn on a small screen from here on: " + WHY_REDUCED);
    reduce(at);
  }

  private void reduce(Duration at) {
    if (!reduced) {
      reduced = true;
      transcript.reduce(at, WHY_REDUCED);
      memory.takes(transcript.footprint());
    }
  }

  /** Releases its screen. */
  void release() {
    memory.release();
  }
}
