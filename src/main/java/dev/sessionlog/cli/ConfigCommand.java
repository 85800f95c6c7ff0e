package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.Setting;
import dev.sessionlog.session.Visible;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--check",
      arity = "0..1",
      paramLabel = "FILE",
      fallbackValue = "",
      description =
          "Only check the configuration, or FILE and the drop-ins in config.d beside it. Returns 2 if"
              + " it cannot be used.")
  private @Nullable String check;

  private final CommandContext context;

  ConfigCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException {
    String checked = check;
    boolean other = checked != null && !checked.isEmpty();
    Configuration configuration =
        context.configuration(
            source -> {
              ConfigurationSource asked = system ? source.withSystem() : source;
              return other ? asked.withFile(Path.of(checked).toAbsolutePath()) : asked;
            });
    if (checked != null) {
      printChecked(configuration.files().all());
      return ExitCode.OK;
    }
    PrintWriter out = context.out();
    out.println("# mode: " + configuration.mode().word());
    out.println("# file: " + configuration.file().map(this::shown).orElse("none"));
    configuration.files().dropIns().forEach(file -> out.println("# drop-in: " + shown(file)));
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

  private void printChecked(List<Path> files) {
    if (files.isEmpty()) {
      context.out().println("no configuration file, only defaults: OK");
    }
    files.forEach(file -> context.out().println(shown(file) + ": OK"));
  }

  private String shown(Path path) {
    return Visible.line(path.toString());
  }
}
