package dev.sessionlog.collector;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.TranscriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The sessions that ended and are not done with, since their transcripts are not written to their
 * end. Thread-safe; {@link #look} is for one thread at a time.
 */
final class EndedSessions {
  private final RecordingStore store;
  private final TranscriptFolder transcripts;
  private final Consumer<String> trouble;
  private final Set<Recording> waiting = ConcurrentHashMap.newKeySet();

  EndedSessions(Path logDir, RecordingStore store, Consumer<String> trouble) {
    this.store = store;
    this.transcripts = new TranscriptFolder(logDir);
    this.trouble = trouble;
  }

  void add(Recording recording) {
    waiting.add(recording);
  }

  /** Returns true when every one of them is done with. */
  boolean none() {
    return waiting.isEmpty();
  }

  /** Counts as done with what is finished by now. */
  void look() {
    for (Recording recording : List.copyOf(waiting)) {
      if (transcripts.isFinished(recording.id()) || isEmpty(recording)) {
        waiting.remove(recording);
        done(recording);
      }
    }
  }

  /** One of which every byte was lost: nobody writes a transcript of nothing. */
  private static boolean isEmpty(Recording recording) {
    try {
      return Files.size(recording.typescript()) == 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  private void done(Recording recording) {
    try {
      Files.deleteIfExists(TranscriptFolder.oldProgress(recording));
      store.done(recording);
    } catch (IOException e) {
      trouble.accept("session " + recording.id() + ": " + e.getMessage());
    }
  }
}
