package dev.sessionlog.cli;

import dev.sessionlog.collector.Attendance;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.Visible;
import dev.sessionlog.store.Elsewhere;
import dev.sessionlog.store.RecordedSession;
import dev.sessionlog.store.RecordedSessions;
import dev.sessionlog.store.SessionFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
      "TIME can be '2026-11-24 14:00', '14:00', 'yesterday', 'monday', 'Nov 24', '2h ago' or"
          + " @ and the seconds since 1970."
    })
final class ListCommand implements Callable<Integer> {
  private static final int BATCH = 1024;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "USER",
      description = "List this user's sessions only; with --archive also HOST/USER.")
  private @Nullable String user;

  @Mixin private final SessionSelection selection = new SessionSelection();

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "Sort by ${COMPLETION-CANDIDATES}, the largest first. Default: started.")
  private @Nullable SessionOrder sort;

  @Option(
      names = {"-r", "--reverse"},
      description = "Reverse the order.")
  private boolean reverse;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Print the first N sessions only.")
  private int most = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Mixin private final ArchiveOption archive = new ArchiveOption();

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
    Configuration configuration = context.configurationForReading();
    try (SessionSource source = archive.openOfUsers(context, configuration, selection.users())) {
      list(source, filter);
    }
    return allRead ? ExitCode.OK : ExitCode.CORRUPT;
  }

  private void list(SessionSource source, SessionFilter filter) throws IOException {
    Path logDir = source.logDir();
    Instant now = context.clock().instant();
    List<Recording> recordings = selection.recordings(source, new TimeText(now, context.zone()));
    allRead = source.isWhole();
    LegalHolds.Held held = new LegalHolds(logDir).held();
    Elsewhere elsewhere = Elsewhere.find(logDir);
    Attendance attendance = Attendance.in(logDir);
    RecordedSessions reader = new RecordedSessions(logDir);
    paging.show(
        context,
        !json,
        () -> {
          SessionPrinter printer =
              SessionPrinter.of(context, json, held, elsewhere, attendance, source::nameOf);
          if (sort == null && !reverse) {
            print(reader, recordings, s -> filter.accepts(s, now), printer);
          } else {
            sort(reader, recordings, s -> filter.accepts(s, now), now, printer);
          }
          printer.finish();
        });
  }

  /** Prints sessions one by one, and reads hardly more than needed. */
  private void print(
      RecordedSessions reader,
      List<Recording> recordings,
      Predicate<Session> filter,
      SessionPrinter printer)
      throws IOException {
    int left = most;
    for (int from = 0; from < recordings.size() && left > 0; from += BATCH) {
      int to = Math.min(from + BATCH, recordings.size());
      for (Session session : sessions(reader, recordings.subList(from, to), filter)) {
        if (left-- > 0) {
          printer.print(session);
        }
      }
    }
  }

  private void sort(
      RecordedSessions reader,
      List<Recording> recordings,
      Predicate<Session> filter,
      Instant now,
      SessionPrinter printer)
      throws IOException {
    List<Session> sessions = new ArrayList<>(sessions(reader, recordings, filter));
    if (sort != null) {
      sessions.sort(sort.comparator(now));
    }
    if (reverse) {
      Collections.reverse(sessions);
    }
    for (Session session : sessions.subList(0, Math.min(most, sessions.size()))) {
      printer.print(session);
    }
  }

  private List<Session> sessions(
      RecordedSessions reader, List<Recording> recordings, Predicate<Session> filter) {
    List<Session> sessions = new ArrayList<>();
    for (RecordedSession read : reader.read(recordings)) {
      read.problem().ifPresent(this::warn);
      read.session().filter(filter).ifPresent(sessions::add);
    }
    return sessions;
  }

  /** An unreadable recording does not hide the others. */
  private void warn(String problem) {
    allRead = false;
    context.err().println("sessionlog: " + Visible.line(problem));
  }
}
