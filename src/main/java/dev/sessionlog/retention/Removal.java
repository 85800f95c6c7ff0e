package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.userlog.UserLogFile;
import java.nio.file.Path;

/** Something that is to go, and why. */
public sealed interface Removal {
  /** Returns what goes, for people. */
  Path path();

  /** Returns why it goes, for people; begins with the key of the limit where there is one. */
  String why();

  /** Returns how many bytes of the disk become free; 0 where that is little or not known. */
  default long size() {
    return 0;
  }

  /** A recording with all its files. */
  record OfRecording(Recording recording, String why, long size) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }

  /** What an earlier removal, cut short, has left of a recording. */
  record OfRest(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }

  /** A rolled file of a user's log. */
  record OfLog(UserLogFile file, String why, long size) implements Removal {
    @Override
    public Path path() {
      return file.path();
    }
  }

  /** The plain form of a recording's files, which stay in compressed form. */
  record OfPlainForm(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }

  /** A pipe that belongs to no session, with the keep-alive process of its read end. */
  record OfPipe(Path path, String why) implements Removal {}

  /** The end of a session that nobody records any more; its recording stays. */
  record OfActivity(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }
}
