package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.userlog.UserLogFile;
import java.nio.file.Path;

/** Something that is to be removed, and the reason. */
public sealed interface Removal {
  /** Returns what is removed, for people. */
  Path path();

  /** Returns the reason, for people; it begins with the key of the limit, if there is one. */
  String why();

  /** Returns how many bytes this frees; 0 if that is little or unknown. */
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

  /** The rest of a recording whose removal was interrupted. */
  record OfRest(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }

  /** A rotated file of a user's log. */
  record OfLog(UserLogFile file, String why, long size) implements Removal {
    @Override
    public Path path() {
      return file.path();
    }
  }

  /** The plain files of a recording, which are replaced with compressed ones. */
  record OfPlainForm(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }

  /** A pipe that belongs to no session, with the keep-alive process of its read end. */
  record OfPipe(Path path, String why) implements Removal {}

  /** The end of a session that is no longer recorded; its recording is kept. */
  record OfActivity(Recording recording, String why) implements Removal {
    @Override
    public Path path() {
      return recording.folder();
    }
  }
}
