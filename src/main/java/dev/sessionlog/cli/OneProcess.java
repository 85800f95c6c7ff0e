package dev.sessionlog.cli;

import dev.sessionlog.collector.SessionClock;
import dev.sessionlog.collector.TranscriptHalf;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.transcriber.Transcriber;
import dev.sessionlog.transcriber.TranscriptClock;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** The half that writes transcripts, in the same process as the recording half. */
public final class OneProcess implements TranscriptHalf {
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Transcriber transcriber;

  private OneProcess(Transcriber transcriber) {
    this.transcriber = transcriber;
  }

  /** Starts it for the user {@code uid}. */
  public static TranscriptHalf start(
      Configuration configuration, SessionClock clock, Consumer<String> trouble, long uid)
      throws IOException {
    String who = "uid " + uid + " collector pid " + ProcessHandle.current().pid();
    AuditTrail trail = new AuditTrail(configuration.logDir(), clock.wall(), who);
    try {
      trail.prepare();
    } catch (IOException e) {
      trouble.accept("cannot reserve disk space for the audit log: " + e.getMessage());
    }
    return new OneProcess(
        Transcriber.start(
            configuration,
            new TranscriptClock(clock.wall(), clock.nanos(), clock.bootId()),
            trail,
            trouble,
            failure -> trouble.accept("a thread that writes transcripts failed: " + failure),
            Transcriber.Predecessor.ENDED));
  }

  @Override
  public void grown(SessionId id) {
    transcriber.grown(id);
  }

  @Override
  public void changed(SessionId id) {
    transcriber.changed(id);
  }

  @Override
  public void checkpoint(String line) {
    transcriber.checkpoint(line);
  }

  @Override
  public void look() {}

  @Override
  public boolean alive() {
    return transcriber.health().alive();
  }

  @Override
  public void close() {
    transcriber.stop(GRACE);
  }
}
