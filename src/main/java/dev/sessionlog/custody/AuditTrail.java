package dev.sessionlog.custody;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes to the {@linkplain AuditFile audit log} what is removed, compressed, held and released,
 * and by whom. The collector writes views to the same log. Thread-safe.
 */
public final class AuditTrail implements RemovalNote {
  private final AuditFile file;
  private final InstantSource wall;
  private final String who;

  /**
   * Creates the trail of a log dir; no file is made before the first note.
   *
   * @param who the actor in the form of {@link #who}, for example {@code uid 0 (root) loginuid 1000
   *     pid 4711}
   */
  public AuditTrail(Path logDir, InstantSource wall, String who) {
    this.file = new AuditFile(logDir);
    this.wall = wall;
    this.who = who;
  }

  /**
   * Returns the text that identifies a process and its user.
   *
   * @param user the name of {@code uid}; empty if the user database has none
   * @param loginUid the user who logged in; empty if nobody did
   */
  public static String who(long uid, Optional<String> user, OptionalLong loginUid, long pid) {
    String name = user.map(known -> " (" + known + ")").orElse("");
    String login = loginUid.isPresent() ? Long.toString(loginUid.getAsLong()) : "none";
    return "uid " + uid + name + " loginuid " + login + " pid " + pid;
  }

  /** Returns a line of the audit log, without its end. */
  public static String line(Instant at, String who, String what) {
    return at + " " + who + ": " + what;
  }

  /** Returns the actor. */
  public String who() {
    return who;
  }

  /**
   * Appends a line, which is on the disk when this returns.
   *
   * @throws IOException if it cannot be written; then the action that it describes must not be done
   */
  @Override
  public void note(String what) throws IOException {
    file.append(line(wall.instant(), who, what));
  }

  /** Makes sure that notes can be written on a full disk, too; see {@link AuditReserve}. */
  public void prepare() throws IOException {
    file.prepare();
  }
}
