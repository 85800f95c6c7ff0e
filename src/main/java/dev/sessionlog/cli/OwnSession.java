package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.Ancestry;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the session that records the terminal of this command. */
final class OwnSession {
  private OwnSession() {}

  /** Returns the session, if there is one, among those of a login's run dirs. */
  static Optional<SessionId> find(Configuration configuration) {
    return ancestry(runDirs(configuration))
        .find(ProcessHandle.current().pid())
        .filter(Ancestry.Enclosing::sameTty)
        .map(Ancestry.Enclosing::session);
  }

  /**
   * Returns the session according to the command lines of the processes above: that of another
   * user, for example after su(1), whose processes cannot be read. Users can fake command lines.
   */
  static Optional<SessionId> claimed(Configuration configuration) {
    List<RunDir> runDirs = runDirs(configuration);
    return ancestry(runDirs)
        .claimed(
            ProcessHandle.current().pid(),
            pipe -> runDirs.stream().flatMap(dir -> dir.sessionOfPipe(pipe).stream()).findFirst())
        .filter(Ancestry.Enclosing::sameTty)
        .map(Ancestry.Enclosing::session);
  }

  private static List<RunDir> runDirs(Configuration configuration) {
    return configuration.loginRunDirCandidates().stream().map(RunDir::new).toList();
  }

  private static Ancestry ancestry(List<RunDir> runDirs) {
    return new Ancestry(
        new ProcessTable(Path.of("/proc")),
        file -> runDirs.stream().flatMap(dir -> dir.sessionOfPipe(file).stream()).findFirst());
  }
}
