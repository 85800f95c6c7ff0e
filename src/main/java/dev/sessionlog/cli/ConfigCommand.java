package dev.sessionlog.cli;

import dev.sessionlog.collector.ArchiverTrial;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.Setting;
import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
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
      description = {
        "Only check the configuration, or FILE and the drop-ins in config.d beside it. Returns 2"
            + " if it cannot be used.",
        "Where an archive is configured, it is tried: written, read back, and not overwritten."
            + " Returns 1 when it cannot be used."
      })
  private @Nullable String check;

  private final CommandContext context;

  ConfigCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException, InterruptedException {
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
      return configuration.archive().url().isPresent() ? tryArchive(configuration) : ExitCode.OK;
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

  /** As whom the archiver runs: what root can do there does not matter. */
  private int tryArchive(Configuration configuration) throws IOException, InterruptedException {
    context.out().flush();
    ArchiverTrial trial = ArchiverTrial.of(configuration, Unix.load());
    if (!trial.possible()) {
      context.out().println("the archive is not tried: only root can do that in system mode");
      return ExitCode.OK;
    }
    ArchiverTrial.Result result;
    try {
      result = trial.run();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "archive.credentials: " + e.getMessage());
    }
    if (result.exitCode() != ExitCode.OK) {
      throw new CommandFailure(ExitCode.FAILED, result.text().strip());
    }
    context.out().println(Visible.line(result.text().strip()));
    return ExitCode.OK;
  }

  private String shown(Path path) {
    return Visible.line(path.toString());
  }
}
