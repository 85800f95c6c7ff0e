package dev.sessionlog.collector;

import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * What leads to a session that is being recorded: the names of its recording and its pipe, and its
 * entry in the list of active sessions. Somebody may take them away, or hide them. For one thread.
 */
final class RecordingNames {
  private final Unix unix;
  private final RecordingStore store;
  private final LiveSession live;
  private final SessionReader reader;
  private final SessionNotes notes;

  /** Why the recording cannot be put back, as it was told. */
  private String unplaced = "";

  private boolean nameless;

  /** What became of the names. */
  enum Found {
    IN_PLACE,
    /** They lead to the open files again. */
    PUT_BACK,
    /** They lead elsewhere, or nowhere, and that cannot be changed now. */
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

  /** Puts the recording where its names lead, when somebody removed or hid it. */
  Found keep() {
    if (live.writer().isInPlace()) {
      return Found.IN_PLACE;
    }
    try {
      reader.between(this::putBack);
      unplaced = "";
      String text =
          "its recording was removed or hidden by somebody; put back out of the open files";
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
            "its recording was removed or hidden, and cannot be put back yet: "
                + why
                + "; what comes goes into the files that are open");
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

  /** Counts as active again what somebody took from the list of those. */
  void keepListed() throws IOException {
    if (store.countAsActive(live.writer().recording())) {
      notes.trouble("was taken from the list of active sessions by somebody; it is there again");
    }
  }

  /** Tells once that the name of the pipe is gone. */
  void pipeHasNoName() {
    if (!nameless) {
      nameless = true;
      notes.trouble(
          "the name of its pipe was removed by somebody; it goes on by the pipe that is open");
    }
  }
}
