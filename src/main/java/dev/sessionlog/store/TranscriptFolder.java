package dev.sessionlog.store;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code transcripts/} in the log dir: how far the transcripts of sessions are written that are not
 * done with. It belongs to who writes them; who records only looks whether one is finished. Names
 * that are no session's are left alone.
 */
public final class TranscriptFolder {
  private static final String FINISHED = ".finished";

  private final Path folder;

  /** Creates it for a log dir; the folder need not exist yet. */
  public TranscriptFolder(Path logDir) {
    this.folder = logDir.resolve("transcripts");
  }

  /** Returns the folder. */
  public Path path() {
    return folder;
  }

  /** Returns the file that says how many lines of a session are in the log. */
  public Path progress(SessionId id) {
    return folder.resolve(id.toString());
  }

  /** Returns the file that says from which byte on a session is drawn on a small screen. */
  public Path reduced(SessionId id) {
    return folder.resolve(id + ".reduced");
  }

  /** Returns where 0.1.0 kept the same. */
  public static Path oldProgress(Recording recording) {
    return recording.folder().resolve("transcript");
  }

  /** Returns true when the last line of a session that ended is in the log. */
  public boolean isFinished(SessionId id) {
    return Files.exists(finished(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** Says that the last line of a session is in the log. */
  public void finish(SessionId id) throws IOException {
    StoreFiles.append(finished(id)).close();
  }

  private Path finished(SessionId id) {
    return folder.resolve(id + FINISHED);
  }

  /** Removes what is said of sessions other than these. */
  public void keepOnly(Set<SessionId> kept) throws IOException {
    Set<Path> rest = new HashSet<>();
    try {
      for (Path file : StoreFiles.entries(folder)) {
        String name = file.getFileName().toString();
        int end = name.indexOf('.');
        SessionId.parse(end < 0 ? name : name.substring(0, end))
            .filter(id -> !kept.contains(id))
            .ifPresent(id -> rest.add(file));
      }
    } catch (NoSuchFileException none) {
      return;
    }
    for (Path file : rest) {
      Files.deleteIfExists(file);
    }
  }
}
