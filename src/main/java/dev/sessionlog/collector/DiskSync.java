package dev.sessionlog.collector;

import dev.sessionlog.recording.RecordingWriter;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Forces what has grown to the disk, so that a loss of power takes no more than the last moments.
 * Any thread may call {@link #grown}; {@link #run} is for one.
 */
final class DiskSync implements Runnable {
  private final Set<RecordingWriter> grown = ConcurrentHashMap.newKeySet();
  private final Consumer<String> trouble;

  DiskSync(Consumer<String> trouble) {
    this.trouble = trouble;
  }

  /** Says that a recording has grown. */
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
    } catch (ClosedChannelException ended) {
      // A recording is forced to the disk when it ends.
      grown.remove(writer);
    } catch (IOException e) {
      trouble.accept(writer.recording().typescript() + ": " + e.getMessage());
    }
  }
}
