package dev.sessionlog.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The program: runs one command line. */
public final class Sessionlog {
  private static final int WIDEST_HELP = 100;
  private static final int NARROWEST_HELP = 55;

  private Sessionlog() {}

  /**
   * Runs the command of {@code args} in the calling thread.
   *
   * @return the exit code, see EXIT STATUS in sessionlog(1)
   */
  public static int run(Surroundings surroundings, String... args) {
    CommandContext context = new CommandContext(surroundings);
    if (isCollector(args)) {
      context.unix().begin(); // terminals may wait for it
    }
    FailureReporter reporter = new FailureReporter(context);
    int exitCode;
    try {
      exitCode = commandLine(context, reporter, args).execute(counted(args));
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      exitCode = reporter.report(e);
    }
    return afterOutput(exitCode, context, reporter);
  }

  private static boolean isCollector(String... args) {
    List<String> words = List.of(args);
    return words.indexOf("daemon") == 0 && !words.contains("--transcriber");
  }

  /** Rewrites {@code tail -5} to {@code tail -n 5}, as tail(1) does. */
  private static String[] counted(String... args) {
    List<String> words = new ArrayList<>();
    boolean tail = false;
    for (String arg : args) {
      boolean number =
          tail && arg.matches("-\\d{1,9}") && !words.get(words.size() - 1).equals("-n");
      words.addAll(number ? List.of("-n", arg.substring(1)) : List.of(arg));
      tail |= arg.equals("tail");
    }
    return words.toArray(String[]::new);
  }

  /** Builds the model of the whole program, with every command. */
  static CommandLine model(CommandContext context) {
    return commandLine(context, new FailureReporter(context));
  }

  private static CommandLine commandLine(
      CommandContext context, FailureReporter reporter, String... args) {
    CommandLine root = new CommandLine(new SessionlogCommand(context.options()));
    Commands.addTo(root, context, args);
    inOrder(root);
    return root.setOut(context.out())
        .setErr(context.err())
        .setExpandAtFiles(false)
        .setOverwrittenOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(helpWidth(context))
        .setColorScheme(Help.defaultColorScheme(context.isColoured() ? Ansi.ON : Ansi.OFF))
        .setExecutionExceptionHandler(reporter)
        .setParameterExceptionHandler(reporter);
  }

  /** Shows options in the order in which they are declared, the common ones last. */
  private static void inOrder(CommandLine command) {
    command.getCommandSpec().usageMessage().sortOptions(false);
    command.getSubcommands().values().forEach(Sessionlog::inOrder);
  }

  private static int helpWidth(CommandContext context) {
    // The terminal itself is not queried, because that would take longer than everything else.
    int columns = context.variable("COLUMNS").isPresent() ? context.columns() : 80;
    return Math.max(NARROWEST_HELP, Math.min(columns, WIDEST_HELP));
  }

  /** Flushes the output; a command whose output could not be written has failed. */
  private static int afterOutput(int exitCode, CommandContext context, FailureReporter reporter) {
    context.out().flush();
    context.err().flush();
    Optional<IOException> failure = context.output().failure();
    if (failure.isEmpty()) {
      return exitCode;
    }
    String reason = String.valueOf(failure.get().getMessage());
    if (reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
      return ExitCode.BROKEN_PIPE;
    }
    int code = exitCode == ExitCode.OK ? ExitCode.FAILED : exitCode;
    return reporter.report(new CommandFailure(code, "cannot write the output: " + reason));
  }
}
