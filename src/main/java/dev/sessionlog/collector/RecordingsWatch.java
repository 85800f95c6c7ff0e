package dev.sessionlog.collector;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Looks that what a next collector and readers need to find a session is there: its recording, its
 * place in the list of active sessions, the name of its pipe. Somebody may remove them, or mount a
 * file system over them. For the thread that may wait for the disk.
 */
final class RecordingsWatch implements Runnable {
  private final CollectorParts parts;
  private final Sessions sessions;
  private final Anew anew;
  private String logDir;
  private String problem = "";

  /** Makes a log dir what it must be. */
  interface Anew {
    void prepare() throws IOException;
  }

  /**
   * Creates a watch.
   *
   * @param anew is called when another folder stands where the log dir was
   */
  RecordingsWatch(CollectorParts parts, Sessions sessions, Anew anew) {
    this.parts = parts;
    this.sessions = sessions;
    this.anew = anew;
    this.logDir = key();
  }

  private Path path() {
    return parts.store().folder().toAbsolutePath().getParent();
  }

  private String key() {
    try {
      return String.valueOf(
          Files.readAttributes(path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void run() {
    try {
      keepLogDir();
      Set<SessionId> listed = parts.store().activeNames();
      for (ActiveSession session : sessions.active()) {
        session.keepInPlace();
        if (!listed.contains(session.id())) {
          session.keepListed();
        }
        session.checkName(Files.exists(session.pipe(), LinkOption.NOFOLLOW_LINKS));
      }
      problem = "";
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(problem)) {
        problem = why;
        parts.status().warn("while looking after recordings: " + why);
      }
    }
  }

  private void keepLogDir() throws IOException {
    String now = key();
    boolean same = now.equals(logDir) && !now.isEmpty();
    if (same || sessions.active().isEmpty()) {
      return;
    }
    anew.prepare();
    logDir = key();
    parts
        .status()
        .warn(
            "the log dir "
                + path()
                + " was removed, or another file system is mounted there; recordings that are open"
                + " are put there again");
  }
}
