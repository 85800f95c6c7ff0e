package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.DurationText;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.replay.Playback;
import dev.sessionlog.replay.ScreenDump;
import dev.sessionlog.replay.Target;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a session. */
@Command(
    name = "play",
    description = {
      "Plays a session on the terminal, forward and back.",
      "Only pictures of the recorded screen are drawn, so no escape sequence of a recording reaches"
          + " the terminal. If the screen is larger than the window, the part around its cursor is"
          + " shown.",
      "A bar in the last row shows the position. If the screen is as high as the window, the bar"
          + " hides two seconds after the last key, so that it covers no row."
    },
    footerHeading = "%nPlaces:%n",
    footer = {
      "  90, 1:30, 1h2m3s      a time since the session began",
      "  45%%                   a part of the whole time",
      "  :17                   a line of the transcript: SESSION:17 in the log",
      "  4096b                 an offset in the output, in bytes",
      "  '2026-11-24 14:00:10' a moment",
      "",
      "Keys:",
      Playback.KEYS
    })
final class PlayCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @Parameters(paramLabel = "SESSION", description = SessionArgument.DESCRIPTION_IN_ARCHIVES)
  private String session = "";

  @Option(
      names = "--at",
      paramLabel = "PLACE",
      description = "Begin at this place, see below. SESSION:17 is the same as --at=:17 SESSION.")
  private @Nullable String at;

  @Option(
      names = {"-s", "--speed"},
      paramLabel = "N",
      description = "Play this many times as fast, for example 4 or 0.5.")
  private double speed = 1;

  @Option(
      names = {"-i", "--idle-limit"},
      paramLabel = "DURATION",
      description = "Shorten longer pauses to this, for example 2s.")
  private @Nullable String idleLimit;

  @Option(
      names = {"-f", "--follow"},
      description = "Begin at the end of a live session, and follow it.")
  private boolean follow;

  @Option(
      names = "--dump-at",
      paramLabel = "PLACE",
      description = "Only print what the screen showed at this place, as text.")
  private @Nullable String dumpAt;

  @Option(names = "--ansi", description = "With --dump-at: print colours and styles, too.")
  private boolean ansi;

  @Mixin private final ArchiveOption archive = new ArchiveOption();

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final CommandContext context;

  PlayCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    OptionalLong line = SessionArgument.line(session);
    boolean named = line.isPresent() && at == null;
    Optional<Target> start = target("--at", named ? ":" + line.getAsLong() : at);
    Optional<Target> dump = target("--dump-at", dumpAt);
    Duration limit = idleLimit();
    if (!(speed > 0 && speed < 1e6)) {
      throw new CommandFailure(ExitCode.USAGE, "--speed " + speed + ": expected more than 0");
    }
    Configuration configuration = context.configurationForReading();
    try (SessionSource source = archive.open(context, configuration, session)) {
      if (follow && source.isArchive()) {
        throw new CommandFailure(ExitCode.USAGE, "--follow plays sessions of this machine alone");
      }
      PlayedRecording played = source.sessionToPlay(session);
      Recording recording = played.recording();
      ViewNote.send(context, configuration, "play", recording);
      Duration quiet = configuration.transcript().quiet();
      if (dump.isPresent()) {
        return dump(played, quiet, dump.get());
      }
      if (!context.isTerminal()) {
        throw noTerminal();
      }
      return play(played, new Playback.Options(start, speed, limit, follow, quiet, context.zone()));
    }
  }

  private int play(PlayedRecording played, Playback.Options options) throws IOException {
    Recording recording = played.recording();
    return switch (Playback.run(played, recording.session(), options, context.bytes())) {
      case QUIT -> ExitCode.OK;
      case INTERRUPTED -> INTERRUPTED;
      case NO_SUCH_PLACE -> throw noSuchPlace(recording, String.valueOf(at));
      case NO_TERMINAL -> throw noTerminal();
    };
  }

  private int dump(PlayedRecording played, Duration quiet, Target target) throws IOException {
    Recording recording = played.recording();
    Session read = recording.session();
    Optional<List<String>> lines;
    try (OpenRecording open = played.open()) {
      lines = ScreenDump.lines(open, read, quiet, target, ansi, this::warn);
    }
    if (lines.isEmpty()) {
      throw noSuchPlace(recording, String.valueOf(dumpAt));
    }
    lines.get().forEach(context.out()::println);
    return ExitCode.OK;
  }

  private Optional<Target> target(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Target> target = Target.parse(text, context.zone());
    if (target.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " '" + text + "': not a place, expected " + Target.EXPECTED);
    }
    return target;
  }

  private Duration idleLimit() {
    String text = idleLimit;
    try {
      return text == null ? Duration.ZERO : DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--idle-limit '" + text + "': expected " + DurationText.EXPECTED);
    }
  }

  private static CommandFailure noTerminal() {
    return new CommandFailure(
        ExitCode.USAGE, "play needs a terminal; --dump-at prints one screen without");
  }

  private CommandFailure noSuchPlace(Recording recording, String text) throws IOException {
    return new CommandFailure(
        ExitCode.NOT_FOUND,
        "session " + recording.id() + " has no place " + text + span(recording));
  }

  /** Says when the session was, for who took a clock for a position. */
  private String span(Recording recording) throws IOException {
    Session session = recording.session();
    Duration lasted = session.duration(context.clock().instant());
    ZonedDateTime from = session.started().atZone(context.zone());
    return ": it lasted "
        + ReadableUnits.duration(lasted)
        + ", from "
        + MOMENT.format(from)
        + " to "
        + MOMENT.format(from.plus(lasted));
  }

  private void warn(String damage) {
    context.err().println("sessionlog: " + Visible.line(damage));
  }
}
