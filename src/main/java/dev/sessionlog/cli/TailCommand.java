package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import dev.sessionlog.userlog.TranscriptPlace;
import dev.sessionlog.userlog.UserLogReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the last lines of a user's transcript. */
@Command(
    name = "tail",
    description = {
      "Prints the last lines of a user's transcript, rolled and compressed files included.",
      "-f goes on with every line that comes, through rotation and new sessions, until ^C."
    })
final class TailCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "USER", description = "Whose transcript.")
  private String user = "";

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many lines. Default: ${DEFAULT-VALUE}.")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written from now on.")
  private boolean follow;

  private final CommandContext context;

  TailCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    if (lines < 0) {
      throw new CommandFailure(ExitCode.USAGE, "-n " + lines + ": expected 0 or more lines");
    }
    Configuration configuration = context.configuration();
    Path logDir = configuration.logDir();
    Users.require(logDir, user);
    ViewNote.send(context, configuration, (follow ? "tail -f " : "tail ") + user);
    PrintWriter out = context.out();
    UserLogReader log = UserLogReader.of(logDir, user, this::warn);
    if (follow) {
      follow(log, out, OwnSession.find(configuration));
    } else {
      log.last(lines).forEach(line -> out.println(Visible.line(line)));
    }
    return ExitCode.OK;
  }

  /**
   * Leaves out the lines of the session in which it is called: each would be output of that
   * session, and come again, and so for ever.
   */
  private void follow(UserLogReader log, PrintWriter out, Optional<SessionId> own)
      throws IOException {
    own.ifPresent(session -> warn("leaving out the lines of this very session, " + session));
    log.follow(
        lines,
        () -> !out.checkError(),
        line -> {
          Optional<SessionId> session = TranscriptPlace.of(line).map(TranscriptPlace::session);
          if (own.isEmpty() || !own.equals(session)) {
            out.println(Visible.line(line));
          }
        });
  }

  private void warn(String damage) {
    context.err().println("sessionlog: " + Visible.line(damage));
    context.err().flush();
  }
}
