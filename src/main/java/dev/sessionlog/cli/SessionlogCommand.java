package dev.sessionlog.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program as a whole: the options before the name of a command. */
@Command(
    name = "sessionlog",
    description = "Keeps a log of what each user does on the terminal.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:Success.",
      "1:Failure; a message on standard error says what failed.",
      "2:The command line or the configuration is wrong, and nothing was done.",
      "3:No such session or user, or the name is ambiguous.",
      "4:A recording is damaged.",
      "5:Another process has the lock.",
      "141:The reader of the output is gone (SIGPIPE)."
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  SESSIONLOG_CONFIG   the configuration file, as --config",
      "  SESSIONLOG_RUN_DIR  the run directory, as --run-dir",
      "  NO_COLOR            when set, output is without colours",
      "  COLUMNS             the width of tables and of help"
    })
final class SessionlogCommand implements Callable<Integer> {
  @SuppressWarnings("UnusedVariable") // read through picocli's model
  @Mixin
  private final CommonOptions common;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 99,
      description = "Show the version and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Spec private CommandSpec spec;

  SessionlogCommand(CommonOptions common) {
    this.common = common;
    this.spec = CommandSpec.create();
  }

  /** Without a command, prints the help. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
