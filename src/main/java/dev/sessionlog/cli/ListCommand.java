package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingStore;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists sessions. */
@Command(name = "list", description = "Lists sessions, newest first.")
final class ListCommand implements Callable<Integer> {
  @Parameters(index = "0", arity = "0..1", paramLabel = "USER", description = "Only this user's.")
  private @Nullable String user;

  @Option(names = "--active", description = "Only those that are being recorded.")
  private boolean active;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those that started then or later: a date, a time, or such as 2h ago.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only those that started before then.")
  private @Nullable String until;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  private final CommandContext context;

  ListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    RecordingStore store = new RecordingStore(logDir);
    TimeText times = new TimeText(context.clock().instant(), context.zone());
    Optional<Instant> from = times.parse("--since", since);
    Optional<Instant> to = times.parse("--until", until);
    SessionPrinter printer = SessionPrinter.of(context, json);
    boolean allRead = true;
    for (Recording recording : recordings(store, logDir)) {
      Instant start = recording.id().started();
      if (from.filter(start::isBefore).isPresent()
          || to.filter(end -> !start.isBefore(end)).isPresent()) {
        continue;
      }
      allRead &= print(recording, printer);
    }
    printer.finish();
    return allRead ? ExitCode.OK : ExitCode.CORRUPT;
  }

  private List<Recording> recordings(RecordingStore store, Path logDir) throws IOException {
    String only = user;
    if (only != null) {
      Users.require(logDir, only);
      List<Recording> theirs = store.of(only);
      return active ? theirs.stream().filter(store.active()::contains).toList() : theirs;
    }
    return active ? store.active() : store.all();
  }

  /** Prints one; a recording that cannot be read does not hide the others. */
  private boolean print(Recording recording, SessionPrinter printer) throws IOException {
    try {
      Session session = recording.session();
      if (!active || !session.state().ended()) {
        printer.print(session.state().ended() ? session : grown(session, recording));
      }
      return true;
    } catch (NoSuchFileException goneOrNotYetThere) {
      return true;
    } catch (IOException e) {
      context.err().println("sessionlog: " + Visible.line(e.getMessage()));
      return false;
    }
  }

  private static Session grown(Session session, Recording recording) throws IOException {
    return session.withBytes(Files.size(recording.typescript()));
  }
}
