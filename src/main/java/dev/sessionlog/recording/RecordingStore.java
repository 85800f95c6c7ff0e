package dev.sessionlog.recording;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All recordings: {@code sessions/<user>/<session id>/} in the log dir. Nothing is kept in memory;
 * every call looks at the disk. Thread-safe.
 */
public final class RecordingStore {
  private static final String REMOVING = ".removing";

  private final Path sessions;
  private final Path active;
  private final Holds holds;

  /** Creates the store whose log dir is {@code logDir}; it need not exist yet. */
  public RecordingStore(Path logDir) {
    this.sessions = logDir.resolve("sessions");
    this.active = logDir.resolve("active");
    this.holds = new Holds(logDir);
  }

  /** Returns the folder of all recordings. */
  public Path folder() {
    return sessions;
  }

  /** Makes the folder of a new recording with nothing in it, and counts it as active. */
  public Recording create(Session session) throws IOException {
    Path user = sessions.resolve(UserFileName.of(session.user()));
    ensureFolder(user);
    ensureFolder(active);
    Path folder = user.resolve(session.id().toString());
    Path link = active.resolve(session.id().toString());
    Files.createSymbolicLink(link, active.relativize(folder));
    try {
      return new Recording(session.id(), Files.createDirectory(folder));
    } catch (IOException e) {
      Files.deleteIfExists(link);
      throw e;
    }
  }

  /** To make one that is there costs an exception, while a login waits. */
  private static void ensureFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  /**
   * Returns the recordings that are not done with: of sessions that are active, or whose transcript
   * is not written to its end. A link whose folder is gone is removed.
   */
  public List<Recording> active() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Path link : folders(active)) {
      Optional<SessionId> id = SessionId.parse(link.getFileName().toString());
      if (id.isPresent() && Files.isDirectory(link)) {
        recordings.add(new Recording(id.get(), link.toRealPath()));
      } else if (id.isPresent() && !Files.exists(link)) {
        Files.deleteIfExists(link);
      }
    }
    recordings.sort((a, b) -> b.id().compareTo(a.id()));
    return recordings;
  }

  /** Returns true when a recording is not done with, see {@link #active}. */
  public boolean isActive(SessionId id) {
    return Files.isSymbolicLink(active.resolve(id.toString()));
  }

  /** Makes the names on the way to new recordings survive a loss of power. */
  public void syncNames(Collection<Recording> recordings) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Recording recording : recordings) {
      folders.add(recording.folder().toAbsolutePath().getParent());
    }
    folders.addAll(List.of(sessions, active, sessions.getParent()));
    for (Path folder : folders) {
      DurableFile.syncFolder(folder);
    }
  }

  /** Counts a recording as done with. */
  public void done(SessionId id) throws IOException {
    Files.deleteIfExists(active.resolve(id.toString()));
  }

  /** What is told of a recording when it is out of sight and about to be removed. */
  public interface LastLook {
    /**
     * Takes a note of it.
     *
     * @param files what is in its folder
     * @throws IOException when that fails; then the recording stays
     */
    void at(Recording recording, List<Path> files) throws IOException;
  }

  /** Removes a recording and all that is in its folder; returns false when it is held. */
  public boolean delete(Recording recording) throws IOException {
    return delete(recording, (gone, files) -> {});
  }

  /**
   * Removes a recording and all that is in its folder. It goes out of sight at once, under a name
   * that no reader takes; a removal that was cut short is {@linkplain #halfRemoved found} there.
   *
   * @return false when it is held, and stays
   */
  public boolean delete(Recording recording, LastLook look) throws IOException {
    Path folder = recording.folder();
    Path away = folder.resolveSibling("." + recording.id() + REMOVING);
    if (holds.isHeld(recording)) {
      return false;
    }
    Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
    return deleteAway(new Recording(recording.id(), away), folder, look);
  }

  /** Goes on with a removal that was cut short; what is held by now comes back. */
  public boolean deleteRest(Recording halfRemoved, LastLook look) throws IOException {
    Path folder = halfRemoved.folder().resolveSibling(halfRemoved.id().toString());
    return deleteAway(halfRemoved, folder, look);
  }

  private boolean deleteAway(Recording away, Path folder, LastLook look) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(away.folder())) {
        entries.forEach(files::add);
      }
      if (holds.isHeld(away)) {
        Files.move(away.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
        return false;
      }
      look.at(away, files);
    } catch (IOException e) {
      Files.move(away.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    // session.json last: a removal that was cut short still says what it was.
    files.sort(Comparator.comparing(away.sessionFile()::equals));
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(away.folder());
    done(away.id());
    return true;
  }

  /** Returns the recordings whose removal was cut short, in no order. */
  public List<Recording> halfRemoved() throws IOException {
    List<Recording> found = new ArrayList<>();
    for (Path user : folders(sessions)) {
      for (Path folder : folders(user)) {
        String name = folder.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(REMOVING)) {
          SessionId.parse(name.substring(1, name.length() - REMOVING.length()))
              .ifPresent(id -> found.add(new Recording(id, folder)));
        }
      }
    }
    return found;
  }

  /** Returns the recording named so, if there is one. */
  public Optional<Recording> find(SessionId id) throws IOException {
    for (Path user : folders(sessions)) {
      Path folder = user.resolve(id.toString());
      if (Files.isDirectory(folder)) {
        return Optional.of(new Recording(id, folder));
      }
    }
    return Optional.empty();
  }

  /** Returns every recording, newest first. */
  public List<Recording> all() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Path user : folders(sessions)) {
      addRecordings(user, recordings);
    }
    recordings.sort((a, b) -> b.id().compareTo(a.id()));
    return recordings;
  }

  /** Returns the recordings of one user, newest first. */
  public List<Recording> of(String user) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    addRecordings(sessions.resolve(UserFileName.of(user)), recordings);
    recordings.sort((a, b) -> b.id().compareTo(a.id()));
    return recordings;
  }

  /** Returns the users of whom recordings are kept, in the order of their names. */
  public List<String> users() throws IOException {
    List<String> users = new ArrayList<>();
    for (Path folder : folders(sessions)) {
      UserFileName.user(folder.getFileName().toString()).ifPresent(users::add);
    }
    users.sort(null);
    return users;
  }

  /** Returns true when anything of this user was ever recorded and is still kept. */
  public boolean knows(String user) {
    try {
      return Files.isDirectory(sessions.resolve(UserFileName.of(user)));
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private static void addRecordings(Path user, List<Recording> recordings) throws IOException {
    for (Path folder : folders(user)) {
      SessionId.parse(folder.getFileName().toString())
          .ifPresent(id -> recordings.add(new Recording(id, folder)));
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      entries.forEach(folders::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return folders;
    }
    return folders;
  }
}
