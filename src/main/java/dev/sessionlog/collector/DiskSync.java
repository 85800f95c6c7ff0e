package dev.sessionlog.collector;

import dev.sessionlog.recording.RecordingStore;
import dev.sessionlog.recording.RecordingWriter;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Forces what has grown to the disk, so that a loss of power takes no more than the last moments.
 * Any thread may call {@link #grown} and {@link #created}; {@link #run} is for one.
 */
final class DiskSync implements Runnable {
  private final Set<RecordingWriter> grown = ConcurrentHashMap.newKeySet();
  private final Set<RecordingWriter> created = ConcurrentHashMap.newKeySet();
  private final Set<RecordingWriter> failing = new HashSet<>();
  private final RecordingStore store;
  private final Consumer<String> trouble;

  DiskSync(RecordingStore store, Consumer<String> trouble) {
    this.store = store;
    this.trouble = trouble;
  }

  /** Says that there is a new recording. */
  void created(RecordingWriter writer) {
    created.add(writer);
    grown.add(writer);
  }

  /** Says that a recording has grown, or that {@code session.json} is to be written. */
  void grown(RecordingWriter writer) {
    grown.add(writer);
  }

  @Override
  public void run() {
    for (RecordingWriter writer : List.copyOf(grown)) {
      grown.remove(writer);
      sync(writer);
    }
  }

  private void sync(RecordingWriter writer) {
    try {
      writer.sync();
      if (created.contains(writer)) {
        store.syncNames(writer.recording());
        created.remove(writer);
      }
      failing.remove(writer);
    } catch (ClosedChannelException ended) {
      // A recording is forced to the disk when it ends.
      forget(writer);
    } catch (IOException e) {
      if (!writer.recording().folder().toFile().exists()) {
        forget(writer);
        return;
      }
      if (failing.add(writer)) {
        trouble.accept(
            "session " + writer.recording().id() + ": not forced to the disk: " + e.getMessage());
      }
      grown.add(writer);
    }
  }

  private void forget(RecordingWriter writer) {
    created.remove(writer);
    grown.remove(writer);
    failing.remove(writer);
  }
}
