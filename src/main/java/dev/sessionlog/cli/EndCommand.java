package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.EndNote;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.Visible;
import dev.sessionlog.store.Elsewhere;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends sessions. */
@Command(
    name = "end",
    description = {
      "Ends a session by hanging up its terminal, as closing a window does.",
      "The shell gets SIGHUP. A program that ignores it continues without a terminal and is no"
          + " longer recorded. Only root can end a session of another user.",
      "Each end is written to audit/audit.log in the log dir. Returns 1 if the session continues."
    })
final class EndCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  @Parameters(arity = "1..*", paramLabel = "SESSION", description = SessionArgument.DESCRIPTION)
  private List<String> arguments = new ArrayList<>();

  private final CommandContext context;

  EndCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    boolean all = true;
    for (String argument : arguments) {
      all &= end(SessionArgument.resolve(logDir, argument), logDir);
    }
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean end(Recording recording, Path logDir) throws ConfigurationException, IOException {
    String name = "session " + recording.id() + " of " + recording.user();
    if (state(recording).ended()) {
      context.out().println(Visible.field(name) + ": ended already");
      return true;
    }
    Optional<Elsewhere.Host> host = Elsewhere.find(logDir).of(recording.id());
    if (host.isPresent()) {
      String where = "is recorded on " + host.get().name() + ", and can only be ended there";
      context.err().println("sessionlog: " + Visible.field(name + ": " + where));
      return false;
    }
    Unix unix = Unix.load();
    AuditTrail audit = AuditedBy.caller(context, unix, logDir);
    audit.note("end " + name);
    // Found only now, so that the pid cannot be reused before the signal.
    Optional<Written> written = written(recording);
    Set<Long> scripts = written.map(Written::scripts).orElse(Set.of());
    if (written.isPresent()) {
      EndNote.write(written.get().pipe(), audit.who());
    }
    // Its end of the inner terminal closes with it, which hangs the terminal up.
    scripts.forEach(script -> unix.kill(script, Unix.SIGKILL));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!state(recording).ended() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    if (state(recording).ended()) {
      context.out().println(Visible.field(name) + ": ended");
      return true;
    }
    if (written.isPresent() && scripts.stream().anyMatch(EndCommand::lives)) {
      EndNote.remove(written.get().pipe());
    }
    context.err().println("sessionlog: " + Visible.field(name) + ": " + obstacle(scripts));
    return false;
  }

  private static String obstacle(Set<Long> scripts) {
    if (scripts.isEmpty()) {
      return "no process writes to its pipe; the collector ends it when it runs";
    }
    return scripts.stream().anyMatch(EndCommand::lives)
        ? "continues; only root may end a session of another user"
        : "hung up; no collector runs, so its end is not recorded yet";
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  private static SessionState state(Recording recording) throws IOException {
    return recording.session().state();
  }

  /** A pipe, and the processes that write to it. */
  private record Written(Path pipe, Set<Long> scripts) {}

  /**
   * Returns the processes that write to the session's pipe; empty if there are none. Users can have
   * a file of that name open in their own mounts, so the processes must belong to the session's
   * user and, if the pipe still has its name, have that file open.
   */
  private Optional<Written> written(Recording recording)
      throws ConfigurationException, IOException {
    long user = recording.session().uid();
    List<OpenPipe> written = new ProcessTable(Path.of("/proc")).writtenPipes();
    for (RunDir runDir :
        context.configuration().loginRunDirCandidates().stream().map(RunDir::new).toList()) {
      Path pipe = real(runDir.pipe(recording.id()));
      boolean named = Files.exists(pipe, LinkOption.NOFOLLOW_LINKS);
      Set<Long> writers =
          written.stream()
              .filter(open -> open.uid() == user)
              .filter(open -> named ? open.isAt(pipe) : open.name().equals(pipe))
              .map(OpenPipe::pid)
              .collect(Collectors.toSet());
      if (!writers.isEmpty()) {
        return Optional.of(new Written(pipe, writers));
      }
    }
    return Optional.empty();
  }

  private static Path real(Path pipe) {
    try {
      return pipe.toRealPath();
    } catch (IOException gone) {
      return pipe;
    }
  }
}
