package dev.sessionlog.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * The list of commands. To add one, add its name to the list and a case below it.
 *
 * <p>Only the commands that a command line may need are created, because building picocli's model
 * of a command takes longer than running most commands.
 */
final class Commands {
  /** Shows the help of the program, or of a command. */
  static final String HELP = "help";

  /** All of them, in the order in which the help shows them. */
  static final List<String> NAMES =
      List.of(
          "init-user",
          "daemon",
          "status",
          "list",
          "tail",
          "show",
          "play",
          "search",
          "export",
          "import",
          "end",
          "hold",
          "release",
          "verify",
          "ledger",
          "archive",
          "cleanup",
          "config",
          "generate-completion",
          HELP);

  private Commands() {}

  /** Adds to {@code root} the command that {@code args} name, or all when they name none. */
  static void addTo(CommandLine root, CommandContext context, String... args) {
    List<String> words = Arrays.asList(args);
    List<String> named =
        words.contains(HELP) ? List.of() : NAMES.stream().filter(words::contains).toList();
    for (String name : named.isEmpty() ? NAMES : named) {
      root.addSubcommand(name, create(name, context));
    }
  }

  private static Object create(String name, CommandContext context) {
    return switch (name) {
      case "init-user" -> new InitUserCommand(context);
      case "daemon" -> new DaemonCommand(context);
      case "status" -> new StatusCommand(context);
      case "list" -> new ListCommand(context);
      case "tail" -> new TailCommand(context);
      case "show" -> new ShowCommand(context);
      case "play" -> new PlayCommand(context);
      case "search" -> new SearchCommand(context);
      case "export" -> new ExportCommand(context);
      case "import" -> new ImportCommand(context);
      case "end" -> new EndCommand(context);
      case "hold" -> new HoldCommand(context);
      case "release" -> new ReleaseCommand(context);
      case "verify" -> new VerifyCommand(context);
      case "ledger" -> new LedgerCommand(context);
      case "archive" -> new ArchiveCommand(context);
      case "cleanup" -> new CleanupCommand(context);
      case "config" -> new ConfigCommand(context);
      case "generate-completion" -> new GenerateCompletionCommand(context);
      case HELP -> new HelpCommand(context);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
