package dev.sessionlog.store;

import dev.sessionlog.custody.LastNote;
import dev.sessionlog.custody.LegalHoldLock;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.files.StoreFolder;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All recordings: {@code sessions/<user>/<session id>/} in the log dir. Nothing is cached; every
 * call reads the disk. Thread-safe.
 */
public final class RecordingStore {
  private static final String REMOVING = ".removing";
  private static final Pattern OURS =
      Pattern.compile("(typescript|timing|session\\.json|transcript)(\\.gz)?(\\.tmp|\\.damaged)?");

  private final Path logDir;
  private final Path sessions;
  private final ActiveList active;
  private final LegalHolds holds;
  private final SessionIndex index;

  /** Creates the store in {@code logDir}, which need not exist yet. */
  public RecordingStore(Path logDir) {
    this(logDir, ActiveList.ofAll(logDir));
  }

  /** Creates the store as a collector sees it, without the active sessions of other seats. */
  public RecordingStore(Seat seat) {
    this(seat.logDir(), ActiveList.of(seat));
  }

  private RecordingStore(Path logDir, ActiveList active) {
    this.logDir = logDir;
    this.sessions = logDir.resolve("sessions");
    this.active = active;
    this.holds = new LegalHolds(logDir);
    this.index = new SessionIndex(logDir);
  }

  /** Returns the folder of all recordings. */
  public Path folder() {
    return sessions;
  }

  /** Makes the empty folder of a new recording, and lists it as active. */
  public Recording create(Session session) throws IOException {
    Path user = folderOf(session.user());
    StoreFiles.makeFolder(logDir, user);
    active.make();
    Path folder = user.resolve(session.id().toString());
    Path link = active.link(session.id());
    Files.createSymbolicLink(link, active.folder().relativize(folder));
    try {
      return new Recording(session.id(), StoreFiles.createFolder(folder));
    } catch (IOException e) {
      Files.deleteIfExists(link);
      throw e;
    }
  }

  /** Makes the folder and the list entry of an active recording again if they are missing. */
  public Recording recreate(Session session) throws IOException {
    Path user = folderOf(session.user());
    Path folder = user.resolve(session.id().toString());
    StoreFiles.makeFolder(logDir, folder);
    Recording recording = new Recording(session.id(), folder);
    countAsActive(recording);
    return recording;
  }

  /**
   * Lists a recording as active, see {@link #active}.
   *
   * @return false if it was listed already
   */
  public boolean countAsActive(Recording recording) throws IOException {
    active.make();
    Path link = active.link(recording.id());
    if (Files.isDirectory(link)) {
      return false;
    }
    Path folder = sessions.resolve(recording.userFolder()).resolve(recording.id().toString());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, active.folder().relativize(folder));
    return true;
  }

  /**
   * Returns the unfinished recordings: those of active sessions, and those whose transcript is not
   * complete.
   */
  public List<Recording> active() throws IOException {
    return active.recordings();
  }

  /** Returns the same as {@link #active}, but changes nothing on the disk. */
  List<Recording> listed() throws IOException {
    return active.listed();
  }

  /** Returns the names in {@link #active}, without checking that the recordings exist. */
  public Set<SessionId> activeNames() throws IOException {
    return active.names();
  }

  /** Returns the recording of that name in {@link #active}; empty if there is none. */
  public Optional<Recording> activeRecording(SessionId id) throws IOException {
    return active.recording(id);
  }

  /** Returns the sessions of {@link #active}. */
  public Set<SessionId> activeIds() throws IOException {
    return active().stream().map(Recording::id).collect(Collectors.toSet());
  }

  /** Returns true if a recording is unfinished, see {@link #active}. */
  public boolean isActive(SessionId id) {
    return active.isListed(id);
  }

  /** Forces the folders of new recordings to the disk. */
  public void syncNames(Collection<Recording> recordings) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Recording recording : recordings) {
      folders.add(recording.folder().toAbsolutePath().getParent());
    }
    folders.addAll(List.of(sessions, active.folder(), logDir));
    for (Path folder : folders) {
      DurableFile.syncFolder(folder);
    }
  }

  /** Marks a recording as finished, and adds it to the {@link SessionIndex}. */
  public void done(Recording recording) throws IOException {
    try {
      index.add(recording);
    } catch (IOException fullDiskOrDamaged) {
      // Readers then read the recording itself, and the next cleanup adds it.
    }
    doneWith(recording.id());
  }

  private void doneWith(SessionId id) throws IOException {
    active.remove(id);
  }

  /**
   * Removes a recording that was never used; returns false if its user is held. Does not wait for a
   * concurrent hold, because an unused recording has nothing to keep.
   */
  public boolean discard(Recording recording) throws IOException {
    if (holds.isHeld(recording)) {
      return false;
    }
    Recording rest;
    try {
      rest = putOutOfSight(recording);
    } catch (IOException cannotBeRenamed) {
      rest = recording; // an unused recording need not be removed atomically
    }
    deleteRest(rest);
    return true;
  }

  /**
   * Removes a recording. It is first renamed to a name that readers ignore, and is complete until
   * then. If the removal is interrupted after that, {@link #halfRemoved} finds it.
   *
   * @param note is written first, while nobody can place a hold
   * @return false if it is held, and stays
   * @throws NoSuchFileException if it is gone already
   */
  @SuppressWarnings("try") // the lock is had, not used
  public boolean delete(Recording recording, LastNote note) throws IOException {
    requireNothingForeign(recording);
    Recording rest;
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      if (holds.isHeld(recording)) {
        return false;
      }
      if (Files.notExists(recording.folder())) {
        throw new NoSuchFileException(recording.folder().toString());
      }
      note.take();
      rest = putOutOfSight(recording);
    }
    deleteRest(rest);
    return true;
  }

  private static void requireNothingForeign(Recording recording) throws IOException {
    for (Path file : recording.files()) {
      if (!OURS.matcher(file.getFileName().toString()).matches()) {
        throw new IOException(
            "it contains "
                + file.getFileName()
                + ", which is not a file of sessionlog; move it away");
      }
    }
  }

  private Recording putOutOfSight(Recording recording) throws IOException {
    requireOwn(recording);
    Path away = recording.folder().resolveSibling("." + recording.id() + REMOVING);
    Files.move(recording.folder(), away, StandardCopyOption.ATOMIC_MOVE);
    return new Recording(recording.id(), away);
  }

  /**
   * Makes sure that the folder belongs to this store, so that no link can lead the removal
   * elsewhere.
   */
  private void requireOwn(Recording recording) throws IOException {
    StoreFiles.requireFolder(sessions);
    StoreFiles.requireFolder(recording.folder().toAbsolutePath().getParent());
    StoreFiles.requireFolder(recording.folder());
  }

  /** Removes the rest of a recording whose removal has begun. */
  public void deleteRest(Recording halfRemoved) throws IOException {
    requireOwn(halfRemoved);
    List<Path> files = new ArrayList<>(halfRemoved.files());
    // session.json last, so that an interrupted removal still shows what it was.
    files.sort(Comparator.comparing(halfRemoved.sessionFile()::equals));
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(halfRemoved.folder());
    doneWith(halfRemoved.id());
  }

  /** Returns the recordings whose removal was interrupted, in no order. */
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

  /** Returns the recording with this id, if there is one. */
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

  /** Returns the folder of one user's recordings, which need not exist. */
  public Path folderOf(String user) {
    return sessions.resolve(UserFileName.of(user));
  }

  /** Returns the recordings of one user, newest first. */
  public List<Recording> of(String user) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    addRecordings(folderOf(user), recordings);
    recordings.sort((a, b) -> b.id().compareTo(a.id()));
    return recordings;
  }

  /** Returns the users who have recordings, sorted by name. */
  public List<String> users() throws IOException {
    List<String> users = new ArrayList<>();
    for (Path folder : folders(sessions)) {
      UserFileName.user(folder.getFileName().toString()).ifPresent(users::add);
    }
    users.sort(null);
    return users;
  }

  /** Returns true if any recording of this user is kept. */
  public boolean knows(String user) {
    try {
      return Files.isDirectory(folderOf(user));
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private static void addRecordings(Path user, List<Recording> recordings) throws IOException {
    for (String name : names(user)) {
      SessionId.parse(name).ifPresent(id -> recordings.add(new Recording(id, user.resolve(name))));
    }
  }

  /** Creates no object for entries that are not recordings, because there may be a million. */
  private static String[] names(Path folder) throws IOException {
    try {
      StoreFolder.at(folder);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return new String[0];
    }
    String[] names = folder.toFile().list();
    if (names != null) {
      return names;
    }
    if (Files.isDirectory(folder) && !Files.isReadable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
    return new String[0];
  }

  static List<Path> folders(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    try {
      StoreFiles.entries(StoreFolder.at(parent).path()).forEach(folders::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return folders;
    }
    return folders;
  }
}
