package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiverState;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Describes what {@code status} says of the archive, in all its forms. */
final class ArchiveDescription {
  private ArchiveDescription() {}

  /** Returns it; nothing where no archive is configured. */
  static StatusFact of(Optional<StatusFacts.Archiving> archiving, ZoneId zone) {
    StatusFact fact = new StatusFact();
    archiving.ifPresent(known -> tell(fact, known, zone));
    return fact;
  }

  private static void tell(StatusFact fact, StatusFacts.Archiving archiving, ZoneId zone) {
    if (archiving.state().isEmpty()) {
      fact.line("archive", "nothing was brought there yet, see: sessionlog archive");
      return;
    }
    ArchiverState state = archiving.state().get();
    String other =
        archiving.otherConfiguration()
            ? "; reload the collector: it works with another [archive] than the configuration has"
            : "";
    String current =
        state
            .current()
            .map(at -> "current " + ReadableUnits.time(at.toString(), zone))
            .orElse("never current");
    String trouble = state.trouble().isEmpty() ? "" : "; " + Visible.line(state.trouble());
    String conflicts =
        state.conflicts() == 0 ? "" : "; " + Counted.of(state.conflicts(), "CONFLICT");
    fact.line("archive", current + trouble + conflicts + other)
        .object(
            "archive",
            state,
            (json, told) -> {
              json.writeStringField("url", told.url());
              json.writeStringField("host", told.host());
              if (told.current().isPresent()) {
                json.writeStringField("current", told.current().get().toString());
              }
              json.writeStringField("trouble", told.trouble());
              json.writeNumberField("conflicts", told.conflicts());
              json.writeBooleanField("other_configuration", archiving.otherConfiguration());
              json.writeNumberField("objects", told.stored().objects());
              json.writeNumberField("bytes", told.stored().bytes());
            })
        .gauge(
            "archive_current_timestamp_seconds",
            "When the archive last had all that there was, in seconds since 1970; 0 for never.",
            state.current().map(Instant::getEpochSecond).orElse(0L))
        .gauge(
            "archive_trouble",
            "1 when something keeps recordings from the archive.",
            state.trouble().isEmpty() ? 0 : 1)
        .gauge(
            "archive_conflicts",
            "Objects that the archive has with other content.",
            state.conflicts())
        .gauge(
            "archive_other_configuration",
            "1 when the archive in the configuration is another one than the collector's.",
            archiving.otherConfiguration() ? 1 : 0)
        .gauge(
            "archive_objects",
            "Objects brought to the archive, as far as this machine counted them.",
            state.stored().objects())
        .gauge("archive_bytes", "Bytes of these objects.", state.stored().bytes());
  }
}
