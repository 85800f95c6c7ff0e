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

/**
 * The lines of one session in its user's log, which all sessions of that user share. For one
 * thread.
 */
public final class LoggedTranscript {
  /** More lines than can be written between reading the whole log and following its end. */
  private static final int OVERLAP = 20_000;

  private final Recording recording;
  private final String id;
  private final UserLogReader log;
  private final RecordingStore store;
  private long last;

  /**
   * Finds a session in a user's log.
   *
   * @param damage receives one line for people for each file that cannot be unpacked
   */
  public LoggedTranscript(Path logDir, String user, Recording recording, Consumer<String> damage) {
    this.recording = recording;
    this.id = recording.id().toString();
    this.store = new RecordingStore(logDir);
    this.log = UserLogReader.of(logDir, user, damage);
  }

  /**
   * Passes on the session's lines in the log, as long as {@code running} returns true.
   *
   * @return their number
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

  /** Passes on the session's lines, and follows new ones, until its transcript is complete. */
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

  /**
   * The link in the list of active sessions is removed when the last line of the transcript is
   * written.
   */
  private boolean goesOn() {
    return store.isActive(recording.id());
  }
}
