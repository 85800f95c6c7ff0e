package dev.sessionlog.collector;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Checks that the next collector and readers can find each session: its recording, its entry in the
 * list of active sessions, and the name of its pipe. They may be removed, or a file system may be
 * mounted over them. For the thread that may wait for the disk.
 */
final class RecordingsWatch implements Runnable {
  private final RecordingStore store;
  private final Supplier<Collection<ActiveSession>> sessions;
  private final Anew anew;
  private final Consumer<String> trouble;
  private String logDir;
  private String problem = "";

  /** Prepares a log dir. */
  interface Anew {
    void prepare() throws IOException;
  }

  /**
   * Creates a watch.
   *
   * @param sessions returns the sessions that are being recorded
   * @param anew is called when the log dir was replaced by another folder
   */
  RecordingsWatch(
      RecordingStore store,
      Supplier<Collection<ActiveSession>> sessions,
      Anew anew,
      Consumer<String> trouble) {
    this.store = store;
    this.trouble = trouble;
    this.sessions = sessions;
    this.anew = anew;
    this.logDir = key();
  }

  private Path path() {
    return store.folder().toAbsolutePath().getParent();
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
      Set<SessionId> listed = store.activeNames();
      for (ActiveSession session : sessions.get()) {
        session.keepInPlace(listed.contains(session.id()));
      }
      problem = "";
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(problem)) {
        problem = why;
        trouble.accept("the watch over recordings failed: " + why);
      }
    }
  }

  private void keepLogDir() throws IOException {
    String now = key();
    boolean same = now.equals(logDir) && !now.isEmpty();
    if (same || sessions.get().isEmpty()) {
      return;
    }
    anew.prepare();
    logDir = key();
    trouble.accept(
        "the log dir "
            + path()
            + " was removed, or a file system was mounted over it; restoring the recordings that are"
            + " open");
  }
}
