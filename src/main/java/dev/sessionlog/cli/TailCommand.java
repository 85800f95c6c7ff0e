package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.Mode;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.userlog.LogTail;
import dev.sessionlog.userlog.LoggedLine;
import dev.sessionlog.userlog.TranscriptPlace;
import dev.sessionlog.userlog.UserLogFile;
import dev.sessionlog.userlog.UserLogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the last lines of a user's transcript. */
@Command(
    name = "tail",
    description = {
      "Prints the last lines of a user's transcript.",
      "Rotated and compressed files are read too. With -f, it continues with each new line,"
          + " through rotation and new sessions, until ^C."
    })
final class TailCommand implements Callable<Integer> {
  private static final Pattern COUNT = Pattern.compile("\\+?\\d{1,9}");

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "USER",
      description =
          "The user whose transcript is printed. Default: yourself, or everybody if one collector"
              + " records all users.")
  private @Nullable String user;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many lines; +N prints all from line N on. -5 is short for -n 5. Default:"
              + " ${DEFAULT-VALUE}.")
  private String lines = "10";

  @Option(
      names = {"-f", "--follow"},
      description = "Continue with new lines.")
  private boolean follow;

  @Mixin private final OutputOption output = new OutputOption();

  private final CommandContext context;

  TailCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    if (!COUNT.matcher(lines).matches()) {
      throw new CommandFailure(
          ExitCode.USAGE, "-n " + lines + ": expected a number of lines, or +N to begin at line N");
    }
    boolean fromStart = lines.startsWith("+");
    if (fromStart && follow) {
      throw new CommandFailure(ExitCode.USAGE, "-n " + lines + " works only without --follow");
    }
    Configuration configuration = context.configurationForReading();
    Path logDir = configuration.logDir();
    Optional<String> whose = whose(configuration);
    if (fromStart && whose.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "-n " + lines + " works only with a USER");
    }
    if (whose.isPresent()) {
      Users.require(logDir, whose.get());
    }
    String named = whose.orElse("all users");
    ViewNote.send(context, configuration, (follow ? "tail -f " : "tail ") + named);
    LinePrinter printer =
        new LinePrinter(
            context, output.form(context), configuration.transcript().pattern(), whose.isEmpty());
    LogTail log =
        whose
            .map(name -> LogTail.of(logDir, name, this::warn))
            .orElseGet(() -> LogTail.ofAll(logDir, this::warn));
    int count = Integer.parseInt(lines.substring(fromStart ? 1 : 0));
    if (follow) {
      follow(log, count, printer, OwnSession.find(configuration));
    } else if (fromStart) {
      printFrom(logDir, whose.orElseThrow(), count, printer);
    } else {
      log.last(count).forEach(printer::print);
    }
    printer.finish();
    if (!follow && whose.isPresent() && !UserLogFile.users(logDir).contains(whose.get())) {
      warn(whose.get() + " has sessions, but none is in the log yet; see 'sessionlog list'");
    }
    return ExitCode.OK;
  }

  /** Returns the user; empty for everybody. */
  private Optional<String> whose(Configuration configuration) throws IOException {
    if (user != null || configuration.mode() == Mode.SYSTEM) {
      return Optional.ofNullable(user);
    }
    Set<String> logged = UserLogFile.users(configuration.logDir());
    if (logged.size() == 1) {
      return logged.stream().findFirst();
    }
    long uid = context.surroundings().uid();
    String own = Unix.load().account(uid).map(Account::name).orElse("");
    if (own.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "user id " + uid + " has no name; name a USER");
    }
    return Optional.of(own);
  }

  private void printFrom(Path logDir, String name, int first, LinePrinter printer)
      throws IOException {
    try (Stream<String> all = UserLogReader.of(logDir, name, this::warn).lines()) {
      all.skip(Math.max(0, first - 1))
          .takeWhile(line -> context.output().failure().isEmpty())
          .forEach(line -> printer.print(new LoggedLine(name, line)));
    }
  }

  /**
   * Leaves out the lines of its own session, because printing a line adds another line to that
   * session.
   */
  private void follow(LogTail log, int count, LinePrinter printer, Optional<SessionId> own)
      throws IOException {
    own.ifPresent(session -> warn("leaving out this session, " + session));
    log.follow(
        count,
        printer::isRead,
        logged -> {
          Optional<SessionId> session =
              TranscriptPlace.of(logged.line()).map(TranscriptPlace::session);
          if (own.isEmpty() || !own.equals(session)) {
            printer.print(logged);
          }
        });
  }

  private void warn(String damage) {
    context.err().println("sessionlog: " + Visible.line(damage));
    context.err().flush();
  }
}
