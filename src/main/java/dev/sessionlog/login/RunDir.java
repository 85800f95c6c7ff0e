package dev.sessionlog.login;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder through which logins and the collector communicate, and its layout. It does not
 * survive a boot. {@link RunDirFolders} creates it, {@link RunDirFile} writes files in it, and
 * {@link CollectorProcess} finds the collector that serves it.
 *
 * <pre>
 * knock/         the named pipes of logins that wait for an answer, each named by a pid; and
 *                .refused/, where what is no knock waits for its removal
 * pipes/         the named pipes of sessions, and the pids of their keep-alive processes
 * collector.pid  the collector's pid
 * collector.lock is locked by it
 * heartbeat      touched by it each second
 * keeper.pid     the pid of who starts it again, in user mode
 * keeper.lock    is locked by who becomes that
 * configuration  the configuration that it was last started or reloaded with
 * marks          exists if login.marks is on: then logins inside a recorded session ask, too
 * unanswered     shell code for a login that gets no answer, and exempt, which it may call
 * status.json    what the collector says of itself
 * audit          in system mode, the socket that is told who reads whose log
 * </pre>
 *
 * @param path where it is
 */
public record RunDir(Path path) {
  /** The name of {@link #refused} in the knock folder, which no knock has. */
  static final String REFUSED = ".refused";

  /** Returns the folder of knocks. */
  public Path knocks() {
    return path.resolve("knock");
  }

  /** Returns the folder of the sessions' pipes. */
  public PipeFolder pipes() {
    return new PipeFolder(path.resolve("pipes"));
  }

  /** Returns the path of the pipe of a session. */
  public Path pipe(SessionId id) {
    return pipes().pipe(id.toString());
  }

  /** Returns the session of a pipe, by its name and folder. */
  public Optional<SessionId> sessionOfPipe(Path pipe) {
    return pipes().sessionOf(pipe).flatMap(SessionId::parse);
  }

  /**
   * Returns the session of a pipe, by its name and folder, and then by the file at that path,
   * because users can choose names with their own mounts.
   */
  public Optional<SessionId> sessionOfPipe(OpenPipe pipe) {
    return sessionOfPipe(pipe.name()).filter(id -> pipe.isAt(pipe(id)));
  }

  /** Returns the file with the collector's pid. */
  public Path pidFile() {
    return path.resolve("collector.pid");
  }

  /** Returns the file that the collector touches every second. */
  public Path heartbeat() {
    return path.resolve("heartbeat");
  }

  /**
   * Returns the file with the pid of the keeper, which restarts the collector; not in system mode.
   */
  public Path keeperPidFile() {
    return path.resolve("keeper.pid");
  }

  /** Returns the configuration that a collector was last started or reloaded with. */
  public Path lastConfiguration() {
    return path.resolve("configuration");
  }

  /** Returns the status file of the collector. */
  public Path statusFile() {
    return path.resolve("status.json");
  }

  /** Returns the socket for the audit log. */
  public Path auditSocket() {
    return path.resolve("audit");
  }

  /** Returns this folder and the folders in it. */
  public List<Path> folders() {
    return List.of(path, knocks(), pipes().path(), refused());
  }

  /** Returns the file that names the run dir of the collector that serves this one's logins. */
  public Path elsewhere() {
    return path.resolve("elsewhere");
  }

  /**
   * Returns the file with the configuration of the process that brings recordings to the archive.
   */
  public Path archiverConfiguration() {
    return path.resolve("archiver.toml");
  }

  /** Returns the configuration for the process that writes transcripts. */
  public Path transcriberConfiguration() {
    return path.resolve("transcriber.toml");
  }

  /** Returns the program that asks logins whether they agree to be recorded. */
  public Path consent() {
    return path.resolve("consent");
  }

  /** Returns the shell code for logins without an answer. */
  public Path unanswered() {
    return path.resolve("unanswered");
  }

  /** Returns the file that exists if logins inside a recorded session have to ask, too. */
  Path marks() {
    return path.resolve("marks");
  }

  /**
   * Returns the closed folder in which refused files wait for their removal. It is in the knock
   * folder, so that files can be moved there even if that is a file system of its own.
   */
  Path refused() {
    return knocks().resolve(REFUSED);
  }
}
