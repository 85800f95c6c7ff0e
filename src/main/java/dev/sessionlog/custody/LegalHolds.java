package dev.sessionlog.custody;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be kept whatever any limit says: a file {@code holds/sessions/<session id>} for each
 * session, {@code holds/users/<user>} for all that is and will be of a user. Nothing is kept in
 * memory. Thread-safe.
 *
 * <p>INVARIANT: who writes a hold, and who makes a recording go, has the {@link LegalHoldLock} from
 * when it looks for the other to when it is done. So a session that was held is not removed, and
 * one that goes is not held.
 */
public final class LegalHolds {
  private static final int MOST_BYTES = 65536;
  private static final String DAMAGED = "(its file is damaged, and holds all the same)";

  private final Path logDir;
  private final Path sessions;
  private final Path users;

  /** Creates the holds of the log dir {@code logDir}; it need not exist yet. */
  public LegalHolds(Path logDir) {
    this.logDir = logDir;
    this.sessions = logDir.resolve("holds/sessions");
    this.users = logDir.resolve("holds/users");
  }

  /**
   * What is held at one moment.
   *
   * @param sessions the sessions that are held themselves
   * @param users the users of whom all is held
   */
  public record Held(Set<SessionId> sessions, Set<String> users) {
    /** Nothing. */
    public static final Held NOTHING = new Held(Set.of(), Set.of());

    public Held {
      sessions = Set.copyOf(sessions);
      users = Set.copyOf(users);
    }

    /** Tells whether the session {@code id} of {@code user} is held. */
    public boolean holds(SessionId id, String user) {
      return sessions.contains(id) || users.contains(user);
    }
  }

  /** Looks what is held now. */
  public Held held() throws IOException {
    Set<SessionId> heldSessions = new HashSet<>();
    Set<String> heldUsers = new HashSet<>();
    for (String name : names(sessions)) {
      SessionId.parse(name).ifPresent(heldSessions::add);
    }
    for (String name : names(users)) {
      UserFileName.user(name).ifPresent(heldUsers::add);
    }
    return new Held(heldSessions, heldUsers);
  }

  /**
   * One hold.
   *
   * @param what a session's id, or a user's name
   * @param ofUser whether it is one of a user with all that is theirs
   * @param at when it was made, as it was noted; empty where that cannot be read
   * @param by who made it
   * @param why for what reason; may be empty
   */
  public record Entry(String what, boolean ofUser, String at, String by, String why) {}

  /** Returns all holds, those of users first. */
  public List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String name : new TreeSet<>(names(users))) {
      Optional<String> user = UserFileName.user(name);
      if (user.isPresent()) {
        entries.add(entry(user.get(), true, users.resolve(name)));
      }
    }
    for (String name : new TreeSet<>(names(sessions))) {
      if (SessionId.parse(name).isPresent()) {
        entries.add(entry(name, false, sessions.resolve(name)));
      }
    }
    return entries;
  }

  /**
   * A hold counts by its name: what it says cannot be read, or is not there, takes nothing away,
   * and hides no other.
   */
  private static Entry entry(String what, boolean ofUser, Path file) {
    Map<String, String> said = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(StoreFiles.bytes(file, MOST_BYTES))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        said.put(name, json.getText());
      }
    } catch (IOException damaged) {
      said.clear();
      said.put("why", DAMAGED);
    }
    return new Entry(
        what,
        ofUser,
        said.getOrDefault("at", ""),
        said.getOrDefault("by", ""),
        said.getOrDefault("why", ""));
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    try {
      StoreFiles.entries(folder).forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException none) {
      return names;
    }
    return names;
  }

  /** Tells whether a recording is held now, itself or with its user. */
  public boolean isHeld(Recording recording) {
    return mayBe(sessions.resolve(recording.id().toString()))
        || mayBe(users.resolve(recording.userFolder()));
  }

  /** Also a link to nothing is a name, and where nobody can look, nothing may be removed. */
  private static boolean mayBe(Path hold) {
    return !Files.notExists(hold, LinkOption.NOFOLLOW_LINKS);
  }

  /** What became of a wish to hold. */
  public enum Outcome {
    /** It is held from now on. */
    HELD,
    /** It was held before; then its file stays as it was. */
    HELD_ALREADY,
    /** It is not there any more. */
    GONE
  }

  /**
   * Holds a session.
   *
   * @param by who does, for people
   * @param why for people; may be empty
   * @param note is taken before; when that fails, nothing is held
   */
  @SuppressWarnings("try") // the lock is had, not used
  public Outcome hold(Recording recording, Instant at, String by, String why, LastNote note)
      throws IOException {
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      return Files.isDirectory(recording.folder())
          ? write(sessions.resolve(recording.id().toString()), at, by, why, note)
          : Outcome.GONE;
    }
  }

  /** Holds all that is and will be of a user; the same as {@link #hold} otherwise. */
  @SuppressWarnings("try") // the lock is had, not used
  public Outcome holdUser(String user, Instant at, String by, String why, LastNote note)
      throws IOException {
    StoreFiles.makeLogDir(logDir);
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      return write(users.resolve(UserFileName.of(user)), at, by, why, note);
    }
  }

  private Outcome write(Path file, Instant at, String by, String why, LastNote note)
      throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Outcome.HELD_ALREADY;
    }
    note.take();
    StoreFiles.makeFolder(logDir, file.getParent());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("at", at.toString());
      json.writeStringField("by", by);
      json.writeStringField("why", why);
      json.writeEndObject();
    }
    bytes.write('\n');
    DurableFile.replace(file, bytes.toByteArray());
    return Outcome.HELD;
  }

  /**
   * Lets go of a session. Returns false when it was not held itself.
   *
   * @param note is taken before; when that fails, it stays held
   */
  public boolean release(SessionId id, LastNote note) throws IOException {
    return release(sessions.resolve(id.toString()), note);
  }

  /** Lets go of a user; sessions that are held themselves still are. */
  public boolean releaseUser(String user, LastNote note) throws IOException {
    return release(users.resolve(UserFileName.of(user)), note);
  }

  @SuppressWarnings("try") // the lock is had, not used
  private boolean release(Path file, LastNote note) throws IOException {
    if (Files.notExists(logDir)) {
      return false;
    }
    // The lock comes first: who may not release must not hear that all is as wanted.
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      note.take();
      return Files.deleteIfExists(file);
    }
  }
}
