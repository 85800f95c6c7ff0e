package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.Setting;
import dev.sessionlog.session.Visible;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the configuration in force, as a configuration file that would have the same effect. */
@Command(
    name = "config",
    description = {
      "Prints the configuration in force, and where each value comes from.",
      "The output is a configuration file that has the same effect."
    })
final class ConfigCommand implements Callable<Integer> {
  @Option(names = "--system", description = "Show the configuration of the system collector.")
  private boolean system;

  private final CommandContext context;

  ConfigCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException {
    Configuration configuration =
        context.configuration(source -> system ? source.withSystem() : source);
    PrintWriter out = context.out();
    out.println("# mode: " + configuration.mode().word());
    out.println("# file: " + configuration.file().map(this::shown).orElse("none"));
    out.println(
        "# run dir: "
            + configuration.runDirCandidates().stream()
                .map(this::shown)
                .collect(Collectors.joining(", else ")));
    String table = "";
    for (Setting setting : configuration.settings()) {
      int dot = setting.key().indexOf('.');
      if (!setting.key().substring(0, dot).equals(table)) {
        table = setting.key().substring(0, dot);
        out.println();
        out.println("[" + table + "]");
      }
      String line = setting.key().substring(dot + 1) + " = " + setting.toml();
      out.println(line + "  # " + Visible.line(setting.origin().text()));
    }
    return ExitCode.OK;
  }

  private String shown(Path path) {
    return Visible.line(path.toString());
  }
}
