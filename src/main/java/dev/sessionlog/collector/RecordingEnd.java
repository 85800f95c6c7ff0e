package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.Mode;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends the recording of all active sessions while no collector runs, before the program is removed.
 * Bytes in their pipes are kept, terminals continue at once, and later output is a gap.
 */
public final class RecordingEnd {
  private static final String REASON =
      "recording was ended, as by a removal of sessionlog; what followed is not recorded";

  /** A flood must not prevent the end. */
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
   * @param trouble receives one line for people about anything that could not be kept
   * @return their number
   * @throws CollectorRunningException if a collector runs
   */
  public static int endAll(
      Configuration configuration, RunDir runDir, Unix unix, Consumer<String> trouble)
      throws IOException {
    LogAccess.prepare(configuration, unix, trouble);
    try (CollectorLock lock =
        CollectorLock.take(
            configuration.logDir(), runDir.path(), configuration.mode() == Mode.USER)) {
      SessionClock clock = SessionClock.system();
      RecordingStore store = new RecordingStore(lock.seat());
      PipeSearch search = new PipeSearch(unix, runDir, clock.nanos());
      return new RecordingEnd(unix, clock, trouble).end(store.active(), search);
    }
  }

  /** First all terminals, then what may wait for the disk. */
  private int end(List<Recording> active, PipeSearch search) throws IOException {
    List<Recording> let = new ArrayList<>();
    List<Recording> rest = new ArrayList<>();
    for (Recording recording : active) {
      Optional<PipeSearch.Found> found = search.of(recording.id());
      if (LostSessions.hasEnded(recording)) {
        continue;
      }
      if (found.isPresent()) {
        attempt(recording, () -> letGo(recording, found.get()));
        let.add(recording);
      } else {
        rest.add(recording);
      }
    }
    for (Recording recording : let) {
      attempt(recording, () -> endLive(recording));
    }
    for (Recording recording : rest) {
      attempt(recording, () -> endUnheld(recording));
    }
    return let.size();
  }

  /** Its pipe exists, so it was active, whatever else is known about it. */
  private void endLive(Recording recording) throws IOException {
    RecordingRecovery.endOfLive(
        recording, clock.bootId(), clock.nanos().getAsLong(), clock.wall().instant(), REASON);
  }

  /**
   * No collector runs for so long that no process keeps its pipe open any more, or the machine went
   * down.
   */
  private void endUnheld(Recording recording) throws IOException {
    RecordingRecovery.end(
        recording, clock.bootId(), clock.nanos().getAsLong(), clock.wall().instant());
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
      EachStep.run(
          () -> PipeKeepAlive.discard(unix, path),
          () -> found.keepAlive().ifPresent(keepAlive -> PipeKeepAlive.end(unix, keepAlive)),
          () -> PipeNotes.remove(path),
          pipe::unlink);
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
