package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.Mode;
import dev.sessionlog.login.AskingShell;
import dev.sessionlog.login.CollectorProcess;
import dev.sessionlog.login.KnockClient;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnansweredCode;
import dev.sessionlog.profile.HookChange;
import dev.sessionlog.profile.HookCheck;
import dev.sessionlog.profile.ProfileHook;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The login's side of the handshake. */
@Command(
    name = "init-user",
    description = {
      "Starts recording this login, from the user's profile.",
      "Prints shell code. The line in the profile is:",
      "  eval \"$(sessionlog init-user)\"",
      "Prints nothing if standard input or standard error is not a terminal.",
      "The options add, remove or check that line."
    })
final class InitUserCommand implements Callable<Integer> {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Path LAUNCHER = Path.of("/usr/bin/sessionlog");
  private static final String UNANSWERED =
      "printf '%s\\n' 'sessionlog: this login is not recorded: the collector does not answer' >&2";

  @ArgGroup private @Nullable ProfileOptions profile;

  @Option(
      names = "--shell",
      paramLabel = "SHELL",
      completionCandidates = Candidates.LoginShells.class,
      description = "Edit the profile of this login shell. Default: the user's, from passwd(5).")
  private @Nullable Path shell;

  private final CommandContext context;

  /** The action on the profile; only one at a time. */
  private static final class ProfileOptions {
    @Option(
        names = "--install",
        description = "Add the line to the file that the login shell reads.")
    private boolean install;

    @Option(
        names = "--uninstall",
        description = "Remove the line, and leave the files as they were before.")
    private boolean uninstall;

    @Option(
        names = "--check",
        description = "Say whether this login is recorded and, if not, why. Returns 1 if not.")
    private boolean check;
  }

  InitUserCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Unix unix = Unix.load();
    if (profile != null) {
      return lookAfterProfile(profile, unix);
    }
    if (!unix.isTerminal(0) || !unix.isTerminal(2)) {
      return ExitCode.OK;
    }
    Configuration configuration = context.configuration();
    RunDir runDir = RunDirs.choose(configuration.loginRunDirCandidates());
    KnockClient client = new KnockClient(unix, runDir, ProcessHandle.current().pid());
    Optional<String> answer = knock(client, configuration);
    List<Path> left = List.of(runDir.path(), configuration.systemStateDir());
    String code = answer.or(() -> UnansweredCode.left(left)).orElse(UNANSWERED);
    long asking = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    context.out().println(new AskingShell(asking).complete(code));
    return ExitCode.OK;
  }

  private int lookAfterProfile(ProfileOptions options, Unix unix)
      throws ConfigurationException, IOException {
    if (options.check) {
      return check(unix);
    }
    if (options.uninstall) {
      List<HookChange> changes = hook(unix).uninstall();
      changes.forEach(this::tell);
      if (changes.isEmpty()) {
        context.out().println("the line is in no profile");
      }
    }
    if (options.install && context.configurationForReading().mode() == Mode.SYSTEM) {
      context.out().println("this machine records all logins already; no profile needs the line");
    } else if (options.install) {
      tell(hook(unix).install());
    }
    return ExitCode.OK;
  }

  private void tell(HookChange change) {
    context.out().println(Visible.field(change.file().toString()) + ": " + told(change.kind()));
  }

  private static String told(HookChange.Kind kind) {
    return switch (kind) {
      case INSTALLED -> "line added; logins from now on are recorded";
      case UPDATED -> "line replaced";
      case ALREADY_INSTALLED -> "has the line already";
      case REMOVED -> "line removed";
      case DELETED -> "file removed, because it had only the line";
      case WRITTEN_BY_HAND -> "left as it is, because the line in it was written by hand";
    };
  }

  private ProfileHook hook(Unix unix) {
    Path loginShell =
        Optional.ofNullable(shell)
            .or(() -> unix.account(unix.uid()).map(account -> Path.of(account.shell())))
            .orElse(Path.of("/bin/sh"));
    Path home = context.variable("HOME").map(Path::of).orElse(context.surroundings().home());
    Path launcher = context.variable("SESSIONLOG_LAUNCHER").map(Path::of).orElse(LAUNCHER);
    try {
      return ProfileHook.of(home, context.surroundings().environment(), loginShell, launcher);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Searches for the session above this process first, and then for the reason why there is none.
   */
  private int check(Unix unix) throws ConfigurationException, IOException {
    Configuration configuration = context.configurationForReading();
    Optional<SessionId> session = OwnSession.find(configuration);
    if (session.isPresent()) {
      context.out().println("recorded: session " + session.get());
      return ExitCode.OK;
    }
    Optional<SessionId> above =
        configuration.mode() == Mode.SYSTEM ? OwnSession.claimed(configuration) : Optional.empty();
    if (above.isPresent()) {
      context
          .out()
          .println("recorded: session " + above.get() + ", in which this shell was started");
      return ExitCode.OK;
    }
    List<RunDir> runDirs = configuration.loginRunDirCandidates().stream().map(RunDir::new).toList();
    context.out().println("not recorded: " + Visible.line(obstacle(unix, configuration, runDirs)));
    return ExitCode.FAILED;
  }

  private String obstacle(Unix unix, Configuration configuration, List<RunDir> runDirs)
      throws IOException {
    if (!unix.isTerminal(0) || !unix.isTerminal(2)) {
      return "standard input or standard error is not a terminal";
    }
    if (configuration.mode() == Mode.SYSTEM) {
      return runDirs.stream().anyMatch(dir -> new CollectorProcess(dir).lives())
          ? "no login shell of this terminal asked the collector, or the configuration excludes this user"
              + " (login.exempt_*, login.record_*)"
          : "the collector of this machine is not running";
    }
    HookCheck hook = hook(unix).check();
    if (!hook.reached()) {
      return hook.explanation() + "; add it with 'sessionlog init-user --install'";
    }
    if (!Files.isExecutable(SCRIPT)) {
      return SCRIPT + " is missing; install util-linux";
    }
    String collector =
        runDirs.stream().anyMatch(dir -> new CollectorProcess(dir).lives())
            ? ""
            : ", and no collector runs" + seeLog(runDirs.get(0).path());
    return hook.explanation() + ", but this login did not run it" + collector + "; log in again";
  }

  private static String seeLog(Path runDir) {
    return Files.exists(runDir.resolve("collector.log")) ? "; see collector.log in " + runDir : "";
  }

  private static Optional<String> knock(KnockClient client, Configuration configuration) {
    try {
      return client.knock(configuration.login().answerTimeout());
    } catch (IOException noRunDir) {
      return Optional.empty();
    }
  }
}
