package dev.sessionlog.archive;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import dev.sessionlog.store.ArchivedSessions;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The recordings that the archive does not have whole. A user's folder is read again when its time
 * changed, as it does when a recording is made there. Of a long backlog some are known at a time,
 * the newest first. For one thread.
 */
final class WaitingSessions {
  private static final int MOST = 4096;

  /** A folder that changed in the moment in which it was read may look unchanged. */
  private static final Duration MOMENT = Duration.ofSeconds(3);

  private final RecordingStore store;
  private final ArchivedSessions archived;
  private final Map<SessionId, Recording> waiting = new LinkedHashMap<>();
  private final Map<String, FileTime> read = new HashMap<>();
  private final Set<SessionId> setAside = new HashSet<>();

  WaitingSessions(RecordingStore store, ArchivedSessions archived) {
    this.store = store;
    this.archived = archived;
  }

  /** Looks for new ones, and returns those that wait. */
  List<Recording> look(Instant now) throws IOException {
    for (String user : store.users()) {
      FileTime changed;
      try {
        changed = Files.getLastModifiedTime(store.folderOf(user), LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException gone) {
        continue;
      }
      if (!changed.equals(read.get(UserFileName.of(user)))) {
        boolean settled = changed.toInstant().isBefore(now.minus(MOMENT));
        if (take(user) && settled) {
          read.put(UserFileName.of(user), changed);
        }
      }
    }
    return new ArrayList<>(waiting.values());
  }

  /** Returns false when there are more than are known now. */
  private boolean take(String user) throws IOException {
    for (Recording recording : store.of(user)) {
      SessionId id = recording.id();
      if (waiting.containsKey(id) || setAside.contains(id) || archived.contains(id)) {
        continue;
      }
      if (waiting.size() >= MOST) {
        return false;
      }
      waiting.put(id, recording);
    }
    return true;
  }

  /** Says that the archive has one whole. */
  void done(SessionId id) throws IOException {
    archived.add(id);
    waiting.remove(id);
  }

  /** Tells whether nothing of a session is to be brought any more: all is there, or it is gone. */
  boolean isOver(SessionId id) throws IOException {
    if (archived.contains(id)) {
      return true;
    }
    for (String user : store.users()) {
      if (Files.exists(store.folderOf(user).resolve(id.toString()), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /** Leaves one alone that is gone. */
  void gone(SessionId id) {
    waiting.remove(id);
  }

  /** Leaves one alone that cannot be brought, until all are {@linkplain #takeUp taken up}. */
  void setAside(SessionId id) {
    waiting.remove(id);
    setAside.add(id);
  }

  /** Lets those that were set aside wait again. */
  void takeUp() {
    setAside.clear();
    read.clear();
  }
}
