package dev.sessionlog.collector;

import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * The names of a session that is being recorded: those of its recording and its pipe, and its entry
 * in the list of active sessions. They may be removed or hidden from outside. For one thread.
 */
final class RecordingNames {
  private final Unix unix;
  private final RecordingStore store;
  private final LiveSession live;
  private final SessionReader reader;
  private final SessionNotes notes;

  /** The reported reason why the recording cannot be restored. */
  private String unplaced = "";

  private boolean nameless;

  /** The state of the names. */
  enum Found {
    IN_PLACE,
    /** They lead to the open files again. */
    PUT_BACK,
    /** They lead elsewhere or nowhere, and that cannot be changed now. */
    ASTRAY
  }

  RecordingNames(
      Unix unix, RecordingStore store, LiveSession live, SessionReader reader, SessionNotes notes) {
    this.unix = unix;
    this.store = store;
    this.live = live;
    this.reader = reader;
    this.notes = notes;
  }

  /** Restores the recording under its names, if it was removed or hidden. */
  Found keep() {
    if (live.writer().isInPlace()) {
      return Found.IN_PLACE;
    }
    try {
      reader.between(this::putBack);
      unplaced = "";
      String text = "its recording was removed or hidden; restored from the open files";
      notes.trouble(text);
      notes.mark(text);
      return Found.PUT_BACK;
    } catch (ClosedChannelException over) {
      return Found.ASTRAY;
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(unplaced)) {
        unplaced = why;
        notes.trouble(
            "its recording was removed or hidden, and cannot be restored yet: "
                + why
                + "; recording continues in the open files");
      }
      return Found.ASTRAY;
    }
  }

  private void putBack() throws IOException {
    store.recreate(live.writer().session());
    live.writer().putBack();
    try (UnixFile fresh = unix.open(live.writer().recording().typescript(), OpenFlag.WRITE)) {
      fresh.seekEnd();
      live.typescript().become(fresh);
    }
  }

  /** Lists a session as active again that was removed from the list. */
  void keepListed() throws IOException {
    if (store.countAsActive(live.writer().recording())) {
      notes.trouble("was removed from the list of active sessions; added again");
    }
  }

  /** Reports once that the name of the pipe is gone. */
  void pipeHasNoName() {
    if (!nameless) {
      nameless = true;
      notes.trouble(
          "its pipe was removed from the run dir; recording continues through the open pipe");
    }
  }
}
