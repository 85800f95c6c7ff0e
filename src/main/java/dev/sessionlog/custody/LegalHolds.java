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
 * The legal holds: sessions that are kept whatever the limits say. There is a file {@code
 * holds/sessions/<session id>} for each held session, and {@code holds/users/<user>} for each user
 * whose present and future sessions are held. Nothing is cached. Thread-safe.
 *
 * <p>INVARIANT: placing a hold and removing a recording each take the {@link LegalHoldLock} from
 * the check for the other until the change is made. So a held session is never removed, and a
 * removed one is never reported as held.
 */
public final class LegalHolds {
  private static final int MOST_BYTES = 65536;
  private static final String DAMAGED =
      "(the file of this hold is damaged; the hold counts all the same)";

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
   * All holds at one moment.
   *
   * @param sessions the sessions that are held individually
   * @param users the users whose sessions are all held
   */
  public record Held(Set<SessionId> sessions, Set<String> users) {
    /** Nothing. */
    public static final Held NOTHING = new Held(Set.of(), Set.of());

    public Held {
      sessions = Set.copyOf(sessions);
      users = Set.copyOf(users);
    }

    /** Returns true if the session {@code id} of {@code user} is held. */
    public boolean holds(SessionId id, String user) {
      return sessions.contains(id) || users.contains(user);
    }
  }

  /** Reads all holds. */
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
   * @param ofUser true if it holds all sessions of a user
   * @param at when it was placed; empty if that cannot be read
   * @param by who placed it
   * @param why the reason; may be empty
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
   * A hold counts by the name of its file. If the content is unreadable or missing, the hold is
   * still valid, and others are not affected.
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

  /** Returns true if a recording is held now, individually or with its user. */
  public boolean isHeld(Recording recording) {
    return mayBe(sessions.resolve(recording.id().toString()))
        || mayBe(users.resolve(recording.userFolder()));
  }

  /** A dangling link counts, too, and if the folder cannot be read, nothing may be removed. */
  private static boolean mayBe(Path hold) {
    return !Files.notExists(hold, LinkOption.NOFOLLOW_LINKS);
  }

  /** The result of placing a hold. */
  public enum Outcome {
    /** The session is held from now on. */
    HELD,
    /** The session was held before; its file is unchanged. */
    HELD_ALREADY,
    /** The session no longer exists. */
    GONE
  }

  /**
   * Holds a session.
   *
   * @param by who places it, for people
   * @param why the reason, for people; may be empty
   * @param note is written first; if that fails, nothing is held
   */
  @SuppressWarnings("try") // only held, never used
  public Outcome hold(Recording recording, Instant at, String by, String why, LastNote note)
      throws IOException {
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      return Files.isDirectory(recording.folder())
          ? write(sessions.resolve(recording.id().toString()), at, by, why, note)
          : Outcome.GONE;
    }
  }

  /** Holds all present and future sessions of a user; otherwise like {@link #hold}. */
  @SuppressWarnings("try") // only held, never used
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
   * Releases a session; returns false if it was not held individually.
   *
   * @param note is written first; if that fails, it stays held
   */
  public boolean release(SessionId id, LastNote note) throws IOException {
    return release(sessions.resolve(id.toString()), note);
  }

  /** Releases a user; sessions that are held individually stay held. */
  public boolean releaseUser(String user, LastNote note) throws IOException {
    return release(users.resolve(UserFileName.of(user)), note);
  }

  @SuppressWarnings("try") // only held, never used
  private boolean release(Path file, LastNote note) throws IOException {
    if (Files.notExists(logDir)) {
      return false;
    }
    // The lock comes first, so that a caller without permission is not told that nothing was held.
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      note.take();
      return Files.deleteIfExists(file);
    }
  }
}
