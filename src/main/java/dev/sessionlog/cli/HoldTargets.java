package dev.sessionlog.cli;

import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The targets of a hold or release: sessions, and users with all their sessions. */
final class HoldTargets {
  @Parameters(arity = "0..*", paramLabel = "SESSION", description = SessionArgument.DESCRIPTION)
  private List<String> sessions = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "All present and future sessions of this user. May be repeated.")
  private List<String> users = new ArrayList<>();

  /** Returns the named recordings, by the words that name them. */
  Map<String, Recording> recordings(Path logDir) throws IOException {
    if (sessions.isEmpty() && users.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "expected a SESSION, or --user USER");
    }
    Map<String, Recording> found = new LinkedHashMap<>();
    for (String text : sessions) {
      found.put(text, SessionArgument.resolve(logDir, text));
    }
    return found;
  }

  List<String> users() {
    return List.copyOf(users);
  }
}
