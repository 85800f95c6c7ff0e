package dev.sessionlog.collector;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.TranscriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The ended sessions whose transcripts are not complete yet. Thread-safe; {@link #look} is for one
 * thread at a time.
 */
final class EndedSessions {
  private final RecordingStore store;
  private final TranscriptFolder transcripts;
  private final Consumer<String> trouble;

  /** Each with what was told last of why it stays. */
  private final Map<Recording, String> waiting = new ConcurrentHashMap<>();

  EndedSessions(Path logDir, RecordingStore store, Consumer<String> trouble) {
    this.store = store;
    this.transcripts = new TranscriptFolder(logDir);
    this.trouble = trouble;
  }

  void add(Recording recording) {
    waiting.putIfAbsent(recording, "");
  }

  /** Returns true if every one of them is done with. */
  boolean none() {
    return waiting.isEmpty();
  }

  /** Marks finished sessions as done; the others are checked again later. */
  void look() {
    for (Recording recording : List.copyOf(waiting.keySet())) {
      if (transcripts.isFinished(recording.id()) || isEmpty(recording)) {
        done(recording);
      }
    }
  }

  /** A session of which every byte was lost has no transcript. */
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
      waiting.remove(recording);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(waiting.put(recording, why))) {
        trouble.accept("session " + recording.id() + ": " + why);
      }
    }
  }
}
