package dev.sessionlog.userlog;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One session's lines in its user's log, which that user's sessions share. For one thread. */
public final class LoggedTranscript {
  /** More lines than can be written between a look at the whole log and the first at its end. */
  private static final int OVERLAP = 20_000;

  private final Recording recording;
  private final String id;
  private final UserLogReader log;
  private final RecordingStore store;
  private long last;

  /**
   * Looks for a session in a user's log.
   *
   * @param damage is told, in one line for people, of a file whose compression is broken
   */
  public LoggedTranscript(Path logDir, String user, Recording recording, Consumer<String> damage) {
    this.recording = recording;
    this.id = recording.id().toString();
    this.store = new RecordingStore(logDir);
    this.log = UserLogReader.of(logDir, user, damage);
  }

  /**
   * Gives the session's lines as they stand in the log, while {@code running} says so.
   *
   * @return how many there were
   */
  public long all(BooleanSupplier running, Consumer<String> sink) throws IOException {
    long count = 0;
    try (Stream<String> lines = log.lines()) {
      Iterator<String> iterator = lines.iterator();
      while (iterator.hasNext() && running.getAsBoolean()) {
        String line = iterator.next();
        if (isNew(line)) {
          sink.accept(line);
          count++;
        }
      }
    }
    return count;
  }

  /** Gives the session's lines, and those that are written, until its transcript is at its end. */
  public void follow(BooleanSupplier running, Consumer<String> sink) throws IOException {
    all(running, sink);
    log.follow(
        OVERLAP,
        () -> running.getAsBoolean() && goesOn(),
        line -> {
          if (isNew(line)) {
            sink.accept(line);
          }
        });
  }

  private boolean isNew(String line) {
    if (!line.contains(id)) {
      return false;
    }
    Optional<TranscriptPlace> place = TranscriptPlace.of(line);
    boolean isNew =
        place.isPresent()
            && place.get().session().equals(recording.id())
            && place.get().number() > last;
    if (isNew) {
      last = place.get().number();
    }
    return isNew;
  }

  /** The link among the active sessions goes when the transcript's last line is written. */
  private boolean goesOn() {
    return store.isActive(recording.id());
  }
}
