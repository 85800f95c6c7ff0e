package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import java.nio.file.Path;

/** Something that is to go, and why. */
public sealed interface Removal {
  /** Returns what goes, for people. */
  Path path();

  /** Returns why it goes, for people. */
  String why();

  /** A recording with all its files. */
  record OfRecording(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }

  /** A rolled file of a user's log. */
  record OfLog(Path path, String why) implements Removal {}

  /** A pipe that belongs to no session, with the holder of its read end. */
  record OfPipe(Path path, String why) implements Removal {}

  /** The end of a session that nobody records any more; its recording stays. */
  record OfActivity(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }
}
