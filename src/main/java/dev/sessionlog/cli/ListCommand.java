package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.recording.Holds;
import dev.sessionlog.recording.RecordedSession;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFilter;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists sessions. */
@Command(
    name = "list",
    description = {
      "Lists sessions, newest first.",
      "Times are written as people write them: '2026-11-24 14:00', 'yesterday 14:00', 'today',"
          + " '2h ago'."
    })
final class ListCommand implements Callable<Integer> {
  private static final int BATCH = 1024;

  @Parameters(index = "0", arity = "0..1", paramLabel = "USER", description = "Only this user's.")
  private @Nullable String user;

  @Mixin private final SessionSelection selection = new SessionSelection();

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "Sort by ${COMPLETION-CANDIDATES}; the largest first. Default: started.")
  private @Nullable SessionOrder sort;

  @Option(
      names = {"-r", "--reverse"},
      description = "The other way round.")
  private boolean reverse;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "At most so many: the first of the listing.")
  private int most = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private final PagerOption paging = new PagerOption();

  private final CommandContext context;
  private boolean allRead = true;

  ListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    if (most < 0) {
      throw new CommandFailure(ExitCode.USAGE, "-n " + most + ": expected 0 or more lines");
    }
    if (user != null) {
      selection.addUser(user);
    }
    SessionFilter filter = selection.filter();
    Path logDir = context.configuration().logDir();
    Instant now = context.clock().instant();
    List<Recording> recordings = selection.recordings(logDir, new TimeText(now, context.zone()));
    List<Session> sessions = sessions(recordings, filter, now);
    Holds.Held held = new Holds(logDir).held();
    paging.show(context, !json, () -> print(sessions, held));
    return allRead ? ExitCode.OK : ExitCode.CORRUPT;
  }

  private void print(List<Session> sessions, Holds.Held held) throws IOException {
    SessionPrinter printer = SessionPrinter.of(context, json, held);
    for (Session session : sessions) {
      printer.print(session);
    }
    printer.finish();
  }

  /** Reads no more than is to be printed, where that can be known. */
  private List<Session> sessions(List<Recording> recordings, SessionFilter filter, Instant now) {
    boolean asTheyCome = sort == null && !reverse;
    List<Session> sessions = new ArrayList<>();
    for (int from = 0; from < recordings.size(); from += BATCH) {
      int to = Math.min(from + BATCH, recordings.size());
      for (RecordedSession read : RecordedSession.read(recordings.subList(from, to))) {
        read.problem().ifPresent(this::warn);
        read.session().filter(s -> filter.accepts(s, now)).ifPresent(sessions::add);
      }
      if (asTheyCome && sessions.size() >= most) {
        break;
      }
    }
    if (sort != null) {
      sessions.sort(sort.comparator(now));
    }
    if (reverse) {
      Collections.reverse(sessions);
    }
    return sessions.subList(0, Math.min(most, sessions.size()));
  }

  /** A recording that cannot be read does not hide the others. */
  private void warn(String problem) {
    allRead = false;
    context.err().println("sessionlog: " + Visible.line(problem));
  }
}
