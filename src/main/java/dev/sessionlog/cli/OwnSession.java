package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.Ancestry;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the session that records the terminal at which this command runs. */
final class OwnSession {
  private OwnSession() {}

  /** Returns the session, if there is one, among those of a login's run dirs. */
  static Optional<SessionId> find(Configuration configuration) {
    List<RunDir> runDirs = configuration.loginRunDirCandidates().stream().map(RunDir::new).toList();
    Ancestry ancestry =
        new Ancestry(
            new ProcessTable(Path.of("/proc")),
            file -> runDirs.stream().flatMap(dir -> dir.sessionOfPipe(file).stream()).findFirst());
    return ancestry
        .find(ProcessHandle.current().pid())
        .filter(Ancestry.Enclosing::sameTty)
        .map(Ancestry.Enclosing::session);
  }
}
