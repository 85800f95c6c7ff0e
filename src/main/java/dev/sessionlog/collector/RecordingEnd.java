package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.Holder;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends the recording of all sessions that go on while no collector runs, for when none will come:
 * the program is removed. What waits in their pipes is kept, terminals go on at once, and what
 * follows is a gap.
 */
public final class RecordingEnd {
  private static final String REASON =
      "recording was ended, as by a removal of sessionlog; what followed is not recorded";

  /** A flood must not keep this from ending. */
  private static final Duration LONGEST_DRAIN = Duration.ofMillis(500);

  private final Unix unix;
  private final SessionClock clock;
  private final Consumer<String> trouble;

  private RecordingEnd(Unix unix, SessionClock clock, Consumer<String> trouble) {
    this.unix = unix;
    this.clock = clock;
    this.trouble = trouble;
  }

  /**
   * Ends them.
   *
   * @param trouble is told, in one line for people, what could not be kept
   * @return how many there were
   * @throws CollectorRunningException when a collector runs
   */
  @SuppressWarnings("try") // the lock is had, not used
  public static int endAll(
      Configuration configuration, RunDir runDir, Unix unix, Consumer<String> trouble)
      throws IOException {
    LogAccess.prepare(configuration, unix, trouble);
    try (CollectorLock lock = CollectorLock.take(configuration.logDir(), runDir.path())) {
      SessionClock clock = SessionClock.system();
      RecordingStore store = new RecordingStore(configuration.logDir());
      PipeSearch search = new PipeSearch(unix, runDir, clock.nanos());
      return new RecordingEnd(unix, clock, trouble).end(store.active(), search);
    }
  }

  /** First all terminals, then what may wait for the disk. */
  private int end(List<Recording> active, PipeSearch search) throws IOException {
    List<Recording> let = new ArrayList<>();
    for (Recording recording : active) {
      Optional<PipeSearch.Found> found = search.of(recording.id());
      if (found.isPresent() && !LostSessions.hasEnded(recording)) {
        attempt(recording, () -> letGo(recording, found.get()));
        let.add(recording);
      }
    }
    for (Recording recording : let) {
      attempt(
          recording,
          () ->
              RecordingRecovery.end(
                  recording,
                  clock.bootId(),
                  clock.nanos().getAsLong(),
                  clock.wall().instant(),
                  REASON));
    }
    return let.size();
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Recording recording, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      trouble.accept("session " + recording.id() + ": " + e.getMessage());
    }
  }

  private void letGo(Recording recording, PipeSearch.Found found) throws IOException {
    try (NamedPipe pipe = found.open(unix)) {
      attempt(recording, () -> drain(pipe, recording));
      Path path = found.path();
      Holder.discard(unix, path);
      found.holder().ifPresent(holder -> Holder.end(unix, holder));
      Files.deleteIfExists(OpenGap.file(path));
      Files.deleteIfExists(PipeFolder.sessionFile(path));
      pipe.unlink();
    }
  }

  private void drain(NamedPipe pipe, Recording recording) throws IOException {
    try (UnixFile typescript = unix.open(recording.typescript(), OpenFlag.WRITE)) {
      typescript.seekEnd();
      PipeMover mover = new PipeMover(pipe.readEnd());
      long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
      long moved = mover.moveTo(typescript, Long.MAX_VALUE);
      while (moved > 0 && System.nanoTime() - deadline < 0) {
        moved = mover.moveTo(typescript, Long.MAX_VALUE);
      }
    }
  }
}
