package dev.sessionlog.cli;

import dev.sessionlog.config.NearestName;
import dev.sessionlog.session.Visible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns an exception into one clear line on stderr and an exit code. */
final class FailureReporter implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final CommonOptions options;
  private final PrintWriter err;
  private final String prefix;

  FailureReporter(CommandContext context) {
    this.options = context.options();
    this.err = context.err();
    this.prefix =
        context.surroundings().err() instanceof JournalOutput
            ? JournalOutput.ERROR
            : JournalOutput.NAME;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e, command.getCommandName());
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println(command + ": " + Visible.line(problem(e)));
    err.println("Try '" + command + " --help'.");
    if (options.debug()) {
      e.printStackTrace(err);
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** Reports a failure, with its stack trace if {@code --debug} is given. */
  int report(Throwable thrown) {
    return report(thrown, "");
  }

  private int report(Throwable thrown, String command) {
    Failure failure = Failure.of(thrown, command);
    for (String message : failure.messages()) {
      err.println(prefix + Visible.line(message));
    }
    if (options.debug()) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatchedProblem(unmatched);
    }
    String message = e.getMessage() == null ? "wrong usage" : e.getMessage();
    message = message.replaceFirst("' is not an? (int|long)$", "' is not a whole number");
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String unmatchedProblem(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    if (e.isUnknownOption()) {
      List<String> known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      return "unknown option '" + argument + "'" + suggestion(argument, known);
    }
    if (command.getParent() == null) {
      return "unknown command '" + argument + "'" + suggestion(argument, Commands.NAMES);
    }
    return "unexpected argument '" + argument + "'";
  }

  private static String suggestion(String given, List<String> known) {
    String name = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
    return NearestName.of(name, known).map(near -> ", did you mean '" + near + "'?").orElse("");
  }
}
