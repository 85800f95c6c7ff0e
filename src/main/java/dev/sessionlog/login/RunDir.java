package dev.sessionlog.login;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder where logins and the collector meet, and what lies where in it. It does not outlive a
 * boot. {@link RunDirFolders} makes it, {@link RunDirFile} writes in it, and {@link
 * CollectorProcess} tells who serves it.
 *
 * <pre>
 * knock/         the named pipes of logins that wait for an answer, each named by a pid; and
 *                .refused/, where what is no knock waits for its removal
 * pipes/         the named pipes of sessions, and the pids of their holders
 * collector.pid  the collector's pid
 * collector.lock is locked by it
 * heartbeat      touched by it each second
 * keeper.pid     the pid of who starts it again, in user mode
 * keeper.lock    is locked by who becomes that
 * configuration  the configuration that it was last started or reloaded with
 * unanswered     shell code for a login that gets no answer, and exempt, which it may call
 * status.json    what the collector says of itself
 * audit          in system mode, the socket that is told who reads whose log
 * </pre>
 *
 * @param path where it is
 */
public record RunDir(Path path) {
  /** The name of {@link #refused} among the knocks, which have others. */
  static final String REFUSED = ".refused";

  /** Returns the folder of logins that wait. */
  public Path knocks() {
    return path.resolve("knock");
  }

  /** Returns the folder of the sessions' pipes. */
  public PipeFolder pipes() {
    return new PipeFolder(path.resolve("pipes"));
  }

  /** Returns where the pipe of a session stands. */
  public Path pipe(SessionId id) {
    return pipes().pipe(id.toString());
  }

  /** Returns the session whose pipe {@code pipe} is, by its name and folder. */
  public Optional<SessionId> sessionOfPipe(Path pipe) {
    return pipes().sessionOf(pipe).flatMap(SessionId::parse);
  }

  /**
   * Returns the session whose pipe {@code pipe} is: by its name and folder, and then by what stands
   * there, since where a user mounts file systems, names are theirs to choose.
   */
  public Optional<SessionId> sessionOfPipe(OpenPipe pipe) {
    return sessionOfPipe(pipe.name()).filter(id -> pipe.isAt(pipe(id)));
  }

  /** Returns the file that holds the collector's pid. */
  public Path pidFile() {
    return path.resolve("collector.pid");
  }

  /** Returns the file that the collector touches each second. */
  public Path heartbeat() {
    return path.resolve("heartbeat");
  }

  /** Returns the file that holds the pid of who starts the collector again; not in system mode. */
  public Path keeperPidFile() {
    return path.resolve("keeper.pid");
  }

  /** Returns the configuration that a collector was last started or reloaded with. */
  public Path lastConfiguration() {
    return path.resolve("configuration");
  }

  /** Returns the file in which the collector says how it is. */
  public Path statusFile() {
    return path.resolve("status.json");
  }

  /** Returns the socket that is told who reads whose log. */
  public Path auditSocket() {
    return path.resolve("audit");
  }

  /** Returns this folder and those in it. */
  public List<Path> folders() {
    return List.of(path, knocks(), pipes().path(), refused());
  }

  /** Returns the file that names the run dir of the collector that serves this one's logins. */
  public Path elsewhere() {
    return path.resolve("elsewhere");
  }

  /** Returns the configuration that the process reads that writes transcripts. */
  public Path transcriberConfiguration() {
    return path.resolve("transcriber.toml");
  }

  /** Returns the program that asks logins whether they agree to be recorded. */
  public Path consent() {
    return path.resolve("consent");
  }

  /** Returns the shell code for logins that get no answer. */
  public Path unanswered() {
    return path.resolve("unanswered");
  }

  /**
   * Returns the folder, open to nobody, in which what is no knock waits for its removal. It is
   * among the knocks, which may be on a file system of their own: things are moved there.
   */
  Path refused() {
    return knocks().resolve(REFUSED);
  }
}
