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
 * {@code transcripts/} in the log dir: how far the transcripts of unfinished sessions are written.
 * It belongs to the process that writes them; the recording process only checks whether a
 * transcript is finished. Names that are not session ids are ignored.
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

  /** Returns the file with the number of lines of a session that are in the log. */
  public Path progress(SessionId id) {
    return folder.resolve(id.toString());
  }

  /** Returns the file with the offset from which a session is drawn on a small screen. */
  public Path reduced(SessionId id) {
    return folder.resolve(id + ".reduced");
  }

  /** Returns the file in which version 0.1.0 kept the same. */
  public static Path oldProgress(Recording recording) {
    return recording.folder().resolve("transcript");
  }

  /** Returns true if the last line of an ended session is in the log. */
  public boolean isFinished(SessionId id) {
    return Files.exists(finished(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** Marks a session whose last line is in the log. */
  public void finish(SessionId id) throws IOException {
    StoreFiles.append(finished(id)).close();
  }

  private Path finished(SessionId id) {
    return folder.resolve(id + FINISHED);
  }

  /** Removes the files of sessions other than these. */
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
