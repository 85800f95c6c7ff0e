package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.pipe.EndNote;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The two terminals of a session: the outer one, of the login, and the inner one, which {@code
 * script} created. Thread-safe.
 */
final class SessionTerminal {
  private static final Path PSEUDO_TERMINALS = Path.of("/dev/pts");

  private final Unix unix;
  private final ProcessTable processes;
  private final DiskSync disk;
  private final LiveSession live;
  private final PipeWriter script;
  private final SessionNotes notes;

  SessionTerminal(
      Unix unix,
      ProcessTable processes,
      DiskSync disk,
      LiveSession live,
      PipeWriter script,
      SessionNotes notes) {
    this.unix = unix;
    this.processes = processes;
    this.disk = disk;
    this.live = live;
    this.script = script;
    this.notes = notes;
  }

  /**
   * Hangs up the inner terminal if the outer one is gone but {@code script} continues. The kernel
   * then signals the inner shell, as it would without a recording. Also done if an old {@code
   * script} waits for a killed shell. The session becomes orphaned only if this fails.
   */
  void check() {
    OptionalLong orphan = script.withoutTerminal();
    if (orphan.isPresent()) {
      hangUp(orphan.getAsLong(), "its terminal is gone, but script continued; hung up");
    } else if (live.writer().byOldScript()) {
      script.withoutShell().ifPresent(pid -> hangUp(pid, "its shell was killed; script ended"));
    }
  }

  private void hangUp(long pid, String why) {
    if (live.session().state() == SessionState.ACTIVE) {
      live.writer().state(SessionState.ORPHANED);
      disk.grown(live.writer());
      notes.trouble(why);
    }
    unix.kill(pid, Unix.SIGKILL);
  }

  /** Returns true if the outer one is gone, or the inner one was hung up. */
  boolean gone() {
    Optional<String> ender = EndNote.read(live.pipe().path());
    if (ender.isPresent()) {
      notes.mark("ended by " + ender.get());
      return true; // the outer one may stay, for example in a pane of tmux
    }
    if (live.session().state() == SessionState.ORPHANED) {
      return true; // hung up here; the process that waits for script may not have ended yet
    }
    return !script.supervisorLives() && outsideGone();
  }

  /** A terminal that was created after the last byte has reused the name. */
  private boolean outsideGone() {
    Path tty = Path.of(live.session().tty());
    try {
      return Files.readAttributes(tty, "unix:ctime").get("ctime") instanceof FileTime changed
          && tty.startsWith(PSEUDO_TERMINALS)
          && changed.toInstant().isAfter(live.pipe().lastWrite());
    } catch (NoSuchFileException gone) {
      return tty.startsWith(PSEUDO_TERMINALS);
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Returns the one that {@code script} created. */
  Optional<Path> inside() {
    OptionalLong pid = script.find();
    return pid.isPresent() ? processes.madeTerminal(pid.getAsLong()) : Optional.empty();
  }
}
