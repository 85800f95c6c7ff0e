package dev.sessionlog.recording;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What must be kept whatever any limit says: a file {@code holds/sessions/<session id>} for each
 * session, {@code holds/users/<user>} for all that is and will be of a user. Nothing is kept in
 * memory. Thread-safe.
 *
 * <p>INVARIANT: a hold is written before its recording is looked for, and a recording is moved away
 * before its hold is looked for. So whoever comes first, a session that was held is not removed.
 */
public final class Holds {
  private final Path sessions;
  private final Path users;

  /** Creates the holds of the log dir {@code logDir}; it need not exist yet. */
  public Holds(Path logDir) {
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

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException none) {
      return names;
    }
    return names;
  }

  /** Tells whether a recording is held now, itself or with its user. */
  boolean isHeld(Recording recording) {
    String user = recording.folder().toAbsolutePath().getParent().getFileName().toString();
    return Files.exists(sessions.resolve(recording.id().toString()))
        || Files.exists(users.resolve(user));
  }

  /**
   * Holds a session.
   *
   * @param by who does, for people
   * @param why for people; may be empty
   * @return false when it was held already; then its file stays as it was
   */
  public boolean hold(SessionId id, Instant at, String by, String why) throws IOException {
    return write(sessions.resolve(id.toString()), at, by, why);
  }

  /** Holds all that is and will be of a user; the same as {@link #hold} otherwise. */
  public boolean holdUser(String user, Instant at, String by, String why) throws IOException {
    return write(users.resolve(UserFileName.of(user)), at, by, why);
  }

  private static boolean write(Path file, Instant at, String by, String why) throws IOException {
    if (Files.exists(file)) {
      return false;
    }
    Files.createDirectories(file.getParent());
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
    return true;
  }

  /** Lets go of a session. Returns false when it was not held itself. */
  public boolean release(SessionId id) throws IOException {
    return Files.deleteIfExists(sessions.resolve(id.toString()));
  }

  /** Lets go of a user; sessions that are held themselves still are. */
  public boolean releaseUser(String user) throws IOException {
    return Files.deleteIfExists(users.resolve(UserFileName.of(user)));
  }
}
