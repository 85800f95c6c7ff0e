package dev.sessionlog.collector;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Forces growing recordings to the disk, so that a loss of power loses no more than the last
 * moments. Any thread may call {@link #grown} and {@link #created}; {@link #run} is for one.
 */
final class DiskSync implements Runnable {
  private final Set<RecordingWriter> grown = ConcurrentHashMap.newKeySet();
  private final Set<RecordingWriter> created = ConcurrentHashMap.newKeySet();
  private final Set<RecordingWriter> failing = new HashSet<>();
  private boolean namesFailing;
  private final RecordingStore store;
  private final Consumer<String> trouble;

  DiskSync(RecordingStore store, Consumer<String> trouble) {
    this.store = store;
    this.trouble = trouble;
  }

  /** Notes a new recording. */
  void created(RecordingWriter writer) {
    created.add(writer);
    grown.add(writer);
  }

  /** Notes that a recording has grown, or that {@code session.json} must be written. */
  void grown(RecordingWriter writer) {
    grown.add(writer);
  }

  @Override
  public void run() {
    for (RecordingWriter writer : List.copyOf(grown)) {
      grown.remove(writer);
      sync(writer);
    }
    syncNames();
  }

  private void sync(RecordingWriter writer) {
    try {
      writer.sync();
      failing.remove(writer);
    } catch (ClosedChannelException ended) {
      // The end of a recording forces it to the disk itself.
      failing.remove(writer);
    } catch (IOException e) {
      if (!exists(writer)) {
        created.remove(writer);
        failing.remove(writer);
        return;
      }
      if (failing.add(writer)) {
        trouble.accept(
            "session " + writer.recording().id() + ": not forced to the disk: " + e.getMessage());
        mark(writer, e);
      }
      grown.add(writer);
    }
  }

  /** The kernel reports such an error only once, and may have dropped the data. */
  private void mark(RecordingWriter writer, IOException e) {
    try {
      writer.marker(
          "not forced to the disk: "
              + e.getMessage()
              + "; output before this may be missing after a power cut");
    } catch (IOException later) {
      trouble.accept("session " + writer.recording().id() + ": " + later.getMessage());
    }
  }

  private static boolean exists(RecordingWriter writer) {
    return Files.exists(writer.recording().folder());
  }

  /** New recordings share most parent folders, so each folder is forced only once. */
  private void syncNames() {
    List<RecordingWriter> named = new ArrayList<>(created);
    named.removeIf(grown::contains);
    List<Recording> kept =
        named.stream().filter(DiskSync::exists).map(RecordingWriter::recording).toList();
    try {
      if (!kept.isEmpty()) {
        store.syncNames(kept);
      }
      created.removeAll(named);
      namesFailing = false;
    } catch (IOException e) {
      if (!namesFailing) {
        trouble.accept(
            "the folders of new recordings were not forced to the disk: " + e.getMessage());
      }
      namesFailing = true;
    }
  }
}
