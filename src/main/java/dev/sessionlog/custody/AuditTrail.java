package dev.sessionlog.custody;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Notes in the {@linkplain AuditFile audit log} what was removed, compressed, held and released,
 * and who did it, beside the views that the collector notes there. Thread-safe.
 */
public final class AuditTrail implements RemovalNote {
  private final AuditFile file;
  private final InstantSource wall;
  private final String who;

  /**
   * Creates the trail of a log dir; nothing is made before the first note.
   *
   * @param who does what is noted, such as {@link #who} says: {@code uid 0 (root) loginuid 1000 pid
   *     4711}
   */
  public AuditTrail(Path logDir, InstantSource wall, String who) {
    this.file = new AuditFile(logDir);
    this.wall = wall;
    this.who = who;
  }

  /**
   * Returns the words for a process that somebody runs.
   *
   * @param user the name of {@code uid}; empty when the user database has none
   * @param loginUid who logged in; empty when nobody did
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

  /** Returns who does what is noted. */
  public String who() {
    return who;
  }

  /**
   * Appends a line; the disk has it when this returns.
   *
   * @throws IOException when it cannot be kept; then what it says must not be done
   */
  @Override
  public void note(String what) throws IOException {
    file.append(line(wall.instant(), who, what));
  }

  /** Sees to it that notes can be kept on a full disk, too; see {@link AuditReserve}. */
  public void prepare() throws IOException {
    file.prepare();
  }
}
