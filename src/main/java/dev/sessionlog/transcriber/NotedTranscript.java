package dev.sessionlog.transcriber;

import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.SessionTranscript;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A transcript, noted as being rendered whenever it takes something, and drawn on a small screen
 * from where its screen takes more memory than it may. For one thread at a time.
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

  /** From which byte on it is drawn on a small screen; not yet known to be so when larger. */
  private long reducedAt = Long.MAX_VALUE;

  private boolean reduced;

  /**
   * Creates one.
   *
   * @param quiet after how long without a byte what stands on the screen is a line
   * @param rendering notes what is being rendered
   * @param memory what its screen takes
   * @param reducedPlace where it was made small before
   * @param lines takes its lines
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

  /** Says on which thread it is rendered from now on. */
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

  /** Says that what was being rendered failed, and did not end the process. */
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
      lines.count(Long.parseLong(value)); // lines of what is gone may stand in the log
    }
    transcript.header(at, name, value);
  }

  void quiet(Duration now) {
    render(() -> transcript.quiet(now));
  }

  void end(Duration at, Session session) {
    render(() -> transcript.end(at, session));
  }

  /** Says that all bytes before {@code position} were taken. */
  void reached(long position, Duration at) {
    if (position >= reducedAt) {
      reduce(at);
    }
  }

  /**
   * Makes the screen small when it takes too much. Only just after bytes were taken: a second
   * rendering then finds the same place, which a resize or a quiet screen at the same byte would
   * leave open.
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

  /** Says that its screen is needed no more. */
  void release() {
    memory.release();
  }
}
