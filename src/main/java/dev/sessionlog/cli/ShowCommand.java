package dev.sessionlog.cli;

import dev.sessionlog.commands.CommandFinder;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.Visible;
import dev.sessionlog.transcript.LineText;
import dev.sessionlog.transcript.SessionTranscript;
import dev.sessionlog.userlog.LogLine;
import dev.sessionlog.userlog.LoggedLine;
import dev.sessionlog.userlog.LoggedTranscript;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one session's transcript. */
@Command(
    name = "show",
    description = {
      "Prints the transcript of one session: what the user saw, line by line.",
      "The lines come from the user's logs, current, rotated and compressed. When the logs no"
          + " longer hold the session, it is rendered from the recording.",
      "SESSION:17, as search prints it, begins at that line."
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SESSION", description = SessionArgument.DESCRIPTION_IN_ARCHIVES)
  private String session = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Continue with new lines until the session ends.")
  private boolean follow;

  @Option(names = "--raw", description = "Render the session from its recording instead.")
  private boolean raw;

  @Option(
      names = {"-t", "--text"},
      description = "Print the text only, without times, rendered from the recording.")
  private boolean text;

  @Option(
      names = "--commands",
      description =
          "Print the commands that were typed instead: time, duration, exit code, directory and"
              + " command. They are found by the marks that the shell sends (OSC 133, OSC 633), or"
              + " otherwise by its prompts; ? marks a guess. A user can forge both.")
  private boolean commands;

  @Option(names = "--json", description = "The same as -o json.")
  private boolean json;

  @Mixin private final OutputOption output = new OutputOption();

  @Mixin private final ArchiveOption archive = new ArchiveOption();

  @Mixin private final PagerOption paging = new PagerOption();

  private final CommandContext context;

  ShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    checkOptions();
    Configuration configuration = context.configurationForReading();
    try (SessionSource source = archive.open(context, configuration, session)) {
      show(source, configuration);
    }
    return ExitCode.OK;
  }

  private void show(SessionSource source, Configuration configuration) throws IOException {
    if (follow && source.isArchive()) {
      throw new CommandFailure(ExitCode.USAGE, "--follow reads the logs of this machine alone");
    }
    Recording recording = source.session(session);
    ViewNote.send(context, configuration, "show", recording);
    LineOutput form = json ? LineOutput.JSON : output.form(context);
    if (commands) {
      paging.show(context, form != LineOutput.JSON, () -> printCommands(recording, form));
      return;
    }
    String pattern = configuration.transcript().pattern();
    LinePrinter printer = new LinePrinter(context, text ? LineOutput.CAT : form, pattern, false);
    LogLine.Form lines = LogLine.Form.of(pattern);
    LoggedTranscript logged =
        new LoggedTranscript(source.logDir(), recording.user(), recording, this::warn);
    if (follow) {
      logged.follow(printer::isRead, line -> print(recording, lines, line, printer));
      printer.finish();
    } else {
      Duration quiet = configuration.transcript().quiet();
      paging.show(
          context,
          form != LineOutput.JSON,
          () -> {
            if (raw
                || text
                || source.isArchive()
                || !showLogged(logged, recording, lines, printer)) {
              render(recording, quiet, printer);
            }
            printer.finish();
          });
    }
  }

  private void checkOptions() {
    if (follow && (raw || text)) {
      throw new CommandFailure(ExitCode.USAGE, "--follow works only without --raw and --text");
    }
    if (commands && SessionArgument.line(session).isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--commands works only with a session, without a line behind it");
    }
    if (commands && (follow || raw || text)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--commands works only without --follow, --raw and --text");
    }
  }

  private void printCommands(Recording recording, LineOutput form) throws IOException {
    Session read = recording.session();
    CommandPrinter printer = new CommandPrinter(context, form, read);
    CommandFinder finder = new CommandFinder(read.size(), printer::print);
    try (OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor cursor = open.cursor();
      cursor.readAll(finder, this::isWanted);
      finder.end(read.hasEnded() ? read.duration(read.started()) : cursor.at(), read.hasEnded());
    } finally {
      printer.finish(); // what comes before a damaged place is there
    }
  }

  /** Returns false if the logs have nothing of a session that has ended. */
  private boolean showLogged(
      LoggedTranscript logged, Recording recording, LogLine.Form lines, LinePrinter printer)
      throws IOException {
    long count = logged.all(this::isWanted, line -> print(recording, lines, line, printer));
    return count > 0 || !recording.session().hasEnded();
  }

  private void print(Recording recording, LogLine.Form lines, String line, LinePrinter printer) {
    long first = first();
    if (first == 0 || lines.parse(line).filter(read -> read.place().number() < first).isEmpty()) {
      printer.print(new LoggedLine(recording.user(), line));
    }
  }

  /** Returns the number of the first line that is wanted. */
  private long first() {
    return SessionArgument.line(session).orElse(0);
  }

  private void render(Recording recording, Duration quiet, LinePrinter printer) throws IOException {
    Session read = recording.session();
    long[] number = {0};
    SessionTranscript transcript =
        new SessionTranscript(
            read,
            quiet,
            (at, line) -> {
              number[0]++;
              if (number[0] >= first()) {
                printer.print(
                    read.user(), read.id(), read.started().plus(at), LineText.parse(line));
              }
            });
    transcript.begin();
    try (OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor cursor = open.cursor();
      cursor.readAll(transcript, this::isWanted);
      transcript.end(cursor.at(), read);
    }
  }

  private boolean isWanted() {
    return context.output().failure().isEmpty();
  }

  private void warn(String damage) {
    context.err().println("sessionlog: " + Visible.line(damage));
  }
}
