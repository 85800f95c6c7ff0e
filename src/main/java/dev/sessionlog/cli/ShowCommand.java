package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.Visible;
import dev.sessionlog.transcript.SessionTranscript;
import dev.sessionlog.userlog.LoggedTranscript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one session's transcript. */
@Command(
    name = "show",
    description = {
      "Shows the transcript of one session: what stood on the screen, line by line.",
      "It is read from the user's logs, rolled and compressed ones too."
    })
final class ShowCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  @Parameters(paramLabel = "SESSION", description = SessionArgument.DESCRIPTION)
  private String session = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written, until the session ends.")
  private boolean follow;

  @Option(
      names = "--raw",
      description = "Render it from the recording, also where the logs are gone.")
  private boolean raw;

  @Option(
      names = {"-t", "--text"},
      description = "Only the text, without times; rendered from the recording.")
  private boolean text;

  @Mixin private final PagerOption paging = new PagerOption();

  private final CommandContext context;

  ShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    if (follow && (raw || text)) {
      throw new CommandFailure(ExitCode.USAGE, "--follow reads the logs, --raw and --text do not");
    }
    Configuration configuration = context.configuration();
    Recording recording = SessionArgument.resolve(configuration.logDir(), session);
    ViewNote.send(context, configuration, "show", recording);
    if (follow) {
      logged(configuration.logDir(), recording)
          .follow(() -> !context.out().checkError(), this::print);
    } else if (raw || text) {
      Duration quiet = configuration.transcript().quiet();
      paging.show(context, true, () -> render(recording, quiet));
    } else {
      paging.show(context, true, () -> showLogged(configuration.logDir(), recording));
    }
    return ExitCode.OK;
  }

  private LoggedTranscript logged(Path logDir, Recording recording) {
    return new LoggedTranscript(logDir, recording.user(), recording, this::warn);
  }

  private void showLogged(Path logDir, Recording recording) throws IOException {
    long count = logged(logDir, recording).all(this::isWanted, this::print);
    if (count == 0 && recording.session().hasEnded()) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "the logs hold no line of session " + recording.id() + "; --raw renders its recording");
    }
  }

  private void render(Recording recording, Duration quiet) throws IOException {
    Session read = recording.session();
    SessionTranscript transcript =
        new SessionTranscript(read, quiet, (at, line) -> print(read.started(), at, line));
    transcript.begin();
    try (OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor cursor = open.cursor();
      cursor.readAll(transcript, this::isWanted);
      transcript.end(cursor.at(), read);
    }
  }

  private void print(Instant started, Duration at, String line) {
    String time = TIME.format(started.plus(at).atZone(context.zone()));
    print(text ? line : time + " " + line);
  }

  private void print(String line) {
    context.out().println(Visible.line(line));
  }

  private boolean isWanted() {
    return context.output().failure().isEmpty();
  }

  private void warn(String damage) {
    context.err().println("sessionlog: " + Visible.line(damage));
  }
}
