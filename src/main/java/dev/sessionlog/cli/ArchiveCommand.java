package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.archive.ArchiveStanding;
import dev.sessionlog.archive.ArchiverState;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what the archive has, and what it does not have yet. */
@Command(
    name = "archive",
    description = {
      "Shows what the archive has of what was recorded here, what waits to be brought there, since"
          + " when and why.",
      "Exit code 1 when something keeps recordings from the archive, or it has something else than"
          + " this machine under a name."
    })
final class ArchiveCommand implements Callable<Integer> {
  /** A turn may have much to bring. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final CommandContext context;

  ArchiveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Configuration configuration = context.configurationForReading();
    String url =
        configuration
            .archive()
            .url()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "no archive is configured; set url in [archive] of the configuration"));
    ArchiveStanding standing = ArchiveStanding.of(configuration.logDir());
    boolean silent = isSilent(standing, configuration.archive().interval());
    boolean other =
        standing
            .state()
            .filter(state -> ArchiveSource.isOther(state, configuration.archive()))
            .isPresent();
    if (json) {
      printJson(url, standing, silent, other);
    } else {
      print(url, standing, silent);
      if (other) {
        context.out().println("trouble    " + ofAnotherConfiguration(configuration));
      }
    }
    boolean well =
        !silent
            && !other
            && standing.conflicts().isEmpty()
            && standing.state().map(ArchiverState::trouble).orElse("").isEmpty();
    return well ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String ofAnotherConfiguration(Configuration configuration) {
    return "the collector works with another [archive] than "
        + configuration.file().map(Path::toString).orElse("the configuration")
        + " has; reload it (systemctl reload sessionlog, or SIGHUP to the collector)";
  }

  /** What keeps it from taking turns is told by itself. */
  private boolean isSilent(ArchiveStanding standing, Duration interval) {
    Instant due = context.clock().instant().minus(interval).minus(PATIENCE);
    return standing.state().map(state -> state.at().isBefore(due)).orElse(true);
  }

  private void print(String url, ArchiveStanding standing, boolean silent) {
    PrintWriter out = context.out();
    out.println("archive    " + Visible.line(url));
    standing
        .state()
        .filter(state -> state.url().equals(url))
        .ifPresent(
            state -> {
              out.println("host       " + Visible.line(state.host()));
              out.println("current    " + state.current().map(this::time).orElse("never"));
              out.println("stored     " + stored(state.stored()));
            });
    out.println(
        "whole      " + Counted.of(standing.whole(), "session") + ", " + standing.live() + " live");
    out.println(
        "waiting    "
            + Counted.of(standing.waiting(), "session")
            + standing.oldest().map(oldest -> ", the oldest " + oldest).orElse(""));
    if (silent) {
      out.println(
          "trouble    no archiver has been at work "
              + standing.state().map(state -> "since " + time(state.at())).orElse("yet")
              + "; it is part of the collector, which takes a changed [archive] when it is reloaded");
    }
    standing
        .state()
        .filter(state -> !state.trouble().isEmpty())
        .ifPresent(
            state ->
                out.println(
                    "trouble    since "
                        + state.since().map(this::time).orElse("")
                        + ": "
                        + Visible.line(state.trouble())));
    standing
        .conflicts()
        .forEach(
            conflict ->
                out.println(
                    "CONFLICT   " + time(conflict.at()) + " " + Visible.line(conflict.what())));
  }

  /** What it counted before its notes were lost, and what was there already, is not in it. */
  private String stored(ArchiverState.Stored stored) {
    return Counted.of(stored.objects(), "object")
        + ", "
        + ReadableUnits.size(stored.bytes())
        + stored.since().map(since -> ", counted since " + time(since)).orElse("");
  }

  private String time(Instant instant) {
    return ReadableUnits.time(instant.toString(), context.zone());
  }

  private void printJson(String url, ArchiveStanding standing, boolean silent, boolean other)
      throws IOException {
    JsonLines lines = new JsonLines(context.out());
    lines.object(
        object -> {
          object.writeStringField("url", url);
          object.writeBooleanField("silent", silent);
          object.writeBooleanField("other_configuration", other);
          object.writeNumberField("whole", standing.whole());
          object.writeNumberField("live", standing.live());
          object.writeNumberField("waiting", standing.waiting());
          if (standing.oldest().isPresent()) {
            object.writeStringField("oldest_waiting", standing.oldest().get().toString());
          }
          if (standing.state().isPresent()) {
            write(object, standing.state().get());
          }
          object.writeArrayFieldStart("conflicts");
          for (ArchiveStanding.Conflict conflict : standing.conflicts()) {
            object.writeStartObject();
            object.writeStringField("at", conflict.at().toString());
            object.writeStringField("what", conflict.what());
            object.writeEndObject();
          }
          object.writeEndArray();
        });
    lines.finish();
  }

  private static void write(JsonGenerator object, ArchiverState state) throws IOException {
    object.writeStringField("archive", state.archive());
    object.writeStringField("host", state.host());
    object.writeStringField("at", state.at().toString());
    if (state.current().isPresent()) {
      object.writeStringField("current", state.current().get().toString());
    }
    object.writeStringField("trouble", state.trouble());
    if (state.since().isPresent()) {
      object.writeStringField("trouble_since", state.since().get().toString());
    }
    object.writeNumberField("objects", state.stored().objects());
    object.writeNumberField("bytes", state.stored().bytes());
    if (state.stored().since().isPresent()) {
      object.writeStringField("counted_since", state.stored().since().get().toString());
    }
  }
}
