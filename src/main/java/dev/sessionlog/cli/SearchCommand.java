package dev.sessionlog.cli;

import dev.sessionlog.archive.SessionQuery;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.search.Hit;
import dev.sessionlog.search.Search;
import dev.sessionlog.search.SearchException;
import dev.sessionlog.search.SearchPattern;
import dev.sessionlog.search.SearchScope;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.userlog.UserLogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the screens of users. */
@Command(
    name = "search",
    description = {
      "Searches what users saw on their screens.",
      "Prints each matching line with its user, its time, and the place that 'sessionlog play'"
          + " opens. Current, rotated and compressed logs are searched. The session in which"
          + " the search runs is left out, unless --session names it.",
      "Returns 0 if something was found, 1 if nothing was, 2 if something could not be"
          + " searched."
    })
final class SearchCommand implements Callable<Integer> {
  private static final int NOTHING_FOUND = 1;
  private static final int TROUBLE = 2;
  private static final int MOST_THREADS = 4;

  @Parameters(
      paramLabel = "REGEX",
      description = "What to find: a regular expression, as Java takes it.")
  private String regex = "";

  @Option(
      names = {"-i", "--ignore-case"},
      description = "Ignore the difference between capital and small letters.")
  private boolean ignoreCase;

  @Option(
      names = {"-F", "--fixed-strings"},
      description = "Take REGEX as plain text.")
  private boolean fixed;

  @Option(
      names = {"-C", "--context"},
      paramLabel = "N",
      description = "Also print N lines of the session before and after each match.")
  private int around;

  @Option(
      names = {"-B", "--before-context"},
      paramLabel = "N",
      description = "Also print N lines of the session before each match.")
  private int linesBefore;

  @Option(
      names = {"-A", "--after-context"},
      paramLabel = "N",
      description = "Also print N lines of the session after each match.")
  private int linesAfter;

  @Option(
      names = {"-m", "--max-count", "--limit"},
      paramLabel = "N",
      description = "Stop after N matching lines.")
  private long most = Long.MAX_VALUE;

  @Option(
      names = {"-l", "--sessions-with-matches"},
      description = "Only print the ids of sessions with a match.")
  private boolean names;

  @Option(
      names = {"-c", "--count"},
      description = "Only print how many lines of each session match.")
  private boolean count;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      split = ",",
      description = "Search this user's sessions only. May be repeated.")
  private List<String> users = new ArrayList<>();

  @Option(
      names = {"-s", "--session"},
      paramLabel = "SESSION",
      description = "Search this session only, named as for show.")
  private @Nullable String session;

  @Option(
      names = {"-S", "--since"},
      paramLabel = "TIME",
      description = "Search what was seen at this time or later.")
  private @Nullable String since;

  @Option(
      names = {"-U", "--until"},
      paramLabel = "TIME",
      description = "Search what was seen before this time.")
  private @Nullable String until;

  @Option(
      names = "--screens",
      description =
          "Also search inside full-screen programs. This reads the recordings and is slow.")
  private boolean screens;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Mixin private final ArchiveOption archive = new ArchiveOption();

  @Mixin private final PagerOption paging = new PagerOption();

  private final CommandContext context;
  private final Map<String, Count> counts = new LinkedHashMap<>();
  private long matches;
  private @Nullable Hit last;
  private boolean found;
  private boolean allRead = true;

  private record Count(Hit first, long lines) {}

  SearchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException {
    try {
      search(context.configurationForReading());
    } catch (SearchException e) {
      throw new CommandFailure(TROUBLE, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(TROUBLE, String.join("; ", Failure.of(e).messages()));
    }
    if (!allRead) {
      return TROUBLE;
    }
    return found ? ExitCode.OK : NOTHING_FOUND;
  }

  private void search(Configuration configuration) throws IOException {
    requireCount("-C", around);
    requireCount("-B", linesBefore);
    requireCount("-A", linesAfter);
    requireCount("-m", most);
    if (most == 0) {
      return;
    }
    SearchPattern pattern = pattern();
    Optional<SessionId> own = session == null ? OwnSession.find(configuration) : Optional.empty();
    try (SessionSource source = open(configuration)) {
      SearchScope scope = scope(source, own);
      noteView(configuration, scope);
      Search search =
          new Search(
              source.logDir(),
              pattern,
              scope,
              configuration.transcript().pattern(),
              configuration.transcript().quiet(),
              context.zone());
      HitPrinter printer = new HitPrinter(context, source, scope.hasContext());
      paging.show(context, !json, () -> run(search, scope, printer));
    }
    if (!found && own.isPresent()) {
      context
          .err()
          .println("sessionlog: leaving out this session, " + own.get() + "; -s includes it");
    }
  }

  private SessionSource open(Configuration configuration) throws IOException {
    String only = session;
    return only == null
        ? archive.openOfUsers(context, configuration, users)
        : archive.open(context, configuration, only);
  }

  private static void requireCount(String option, long count) {
    if (count < 0) {
      throw new CommandFailure(ExitCode.USAGE, option + " " + count + ": expected 0 or more lines");
    }
  }

  private void run(Search search, SearchScope scope, HitPrinter printer) throws IOException {
    JsonLines lines = new JsonLines(context.out());
    int threads = Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    try (Progress progress = new Progress(context, "searching", 0)) {
      search.run(threads, listener(progress, lines, scope, printer), progress::done);
    }
    if (count) {
      printCounts(lines, printer);
    }
    lines.finish();
  }

  private void noteView(Configuration configuration, SearchScope scope) {
    String allOfThem = users.isEmpty() ? "all users" : String.join(",", scope.users());
    String where =
        scope.session().map(id -> ViewNote.describe(id, scope.users().get(0))).orElse(allOfThem);
    ViewNote.send(context, configuration, "search " + where);
  }

  private SearchPattern pattern() {
    try {
      return SearchPattern.of(regex, fixed, ignoreCase);
    } catch (PatternSyntaxException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'"
              + regex
              + "': not a regular expression: "
              + e.getDescription()
              + " at character "
              + (e.getIndex() + 1));
    }
  }

  private SearchScope scope(SessionSource source, Optional<SessionId> own) throws IOException {
    TimeText times = new TimeText(context.clock().instant(), context.zone());
    Optional<Instant> from = times.parse("--since", since);
    Optional<Instant> to = times.parse("--until", until);
    if (source.isArchive()) {
      users = users.stream().map(ArchiveOption::withoutHost).toList();
    }
    String one = session;
    Optional<Recording> only = one == null ? Optional.empty() : Optional.of(source.session(one));
    if (only.isEmpty()) {
      source.lines(new SessionQuery(users, from, to), screens);
      allRead = source.isWhole();
    }
    return new SearchScope(
        only.map(recording -> List.of(recording.user())).orElse(users(source)),
        only.map(Recording::id),
        from,
        to,
        own,
        count || names ? 0 : Math.max(around, linesBefore),
        count || names ? 0 : Math.max(around, linesAfter),
        screens,
        source.isArchive());
  }

  private List<String> users(SessionSource source) throws IOException {
    Path logDir = source.logDir();
    if (!Files.isDirectory(logDir)) {
      throw new CommandFailure(
          TROUBLE, logDir + ": no such directory; nothing has been recorded yet");
    }
    for (String user : users) {
      Users.require(logDir, user, source.place());
    }
    if (!users.isEmpty()) {
      return users.stream().distinct().toList();
    }
    SortedSet<String> all = new TreeSet<>(UserLogFile.users(logDir));
    all.addAll(new RecordingStore(logDir).users());
    return List.copyOf(all);
  }

  private Search.Listener listener(
      Progress progress, JsonLines lines, SearchScope scope, HitPrinter printer) {
    return new Search.Listener() {
      @Override
      public boolean hit(Hit hit) {
        if (!isWanted(hit, scope.after())) {
          return false;
        }
        found = true;
        if (count || names) {
          String name = printer.session(hit);
          boolean first = !counts.containsKey(name);
          counts.merge(name, new Count(hit, 1), (a, b) -> new Count(a.first, a.lines + 1));
          if (names && first) {
            progress.aside(() -> printName(name, hit, lines, printer));
          }
        } else {
          progress.aside(() -> print(hit, printer, lines));
        }
        boolean enough = matches >= most && scope.after() == 0;
        return !enough && context.output().failure().isEmpty();
      }

      @Override
      public void damage(String line) {
        allRead = false;
        progress.aside(() -> context.err().println("sessionlog: " + Visible.line(line)));
      }
    };
  }

  /** After the last wanted line, only its context lines follow. */
  private boolean isWanted(Hit hit, int after) {
    if (matches < most) {
      if (!hit.isContext()) {
        matches++;
        last = hit;
      }
      return true;
    }
    return last != null
        && hit.session().equals(last.session())
        && hit.line().orElse(0) - last.line().orElse(0) <= after;
  }

  private void printName(String name, Hit hit, JsonLines lines, HitPrinter printer) {
    if (json) {
      object(lines, object -> printer.writeSession(hit, object));
    } else {
      context.out().println(name);
    }
  }

  private void print(Hit hit, HitPrinter printer, JsonLines lines) {
    if (!json) {
      printer.print(hit);
      return;
    }
    object(lines, object -> printer.write(hit, object));
  }

  private static void object(JsonLines lines, JsonLines.Fields fields) {
    try {
      lines.object(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void printCounts(JsonLines lines, HitPrinter printer) throws IOException {
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      Count counted = entry.getValue();
      if (json) {
        lines.object(
            object -> {
              printer.writeSession(counted.first, object);
              object.writeNumberField("count", counted.lines);
            });
      } else {
        String user = Visible.field(counted.first.user());
        context.out().println(String.join("\t", user, entry.getKey(), "" + counted.lines));
      }
    }
  }
}
