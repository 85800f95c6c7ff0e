package dev.sessionlog.cli;

import dev.sessionlog.collector.CollectorReport;
import dev.sessionlog.collector.TranscriberReport;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes each fact of {@code status} once, in all its forms. */
final class StatusDescription {
  /** The longest forecast, because a week's growth says nothing about a more distant future. */
  private static final Duration FAR = Duration.ofDays(3650);

  private final StatusFacts facts;
  private final ZoneId zone;

  private StatusDescription(StatusFacts facts, ZoneId zone) {
    this.facts = facts;
    this.zone = zone;
  }

  /** Returns the facts in their order. */
  static List<StatusFact> of(StatusFacts facts, ZoneId zone) {
    StatusDescription description = new StatusDescription(facts, zone);
    return Stream.of(
            description.collector(),
            up(facts.report()),
            description.configuration(),
            description.transcriber(),
            description.java(),
            description.places(),
            description.active(),
            description.free(),
            description.kept(),
            description.limit(),
            description.sealed(),
            ArchiveDescription.of(facts.archiving(), zone),
            description.unrecorded(),
            description.evasions(),
            description.warnings())
        .toList();
  }

  /** Returns only the fact whether a collector runs, if nothing else is known. */
  static StatusFact collector(RunDir runDir, Optional<CollectorReport> report, ZoneId zone) {
    return new StatusFact().line("collector", running(runDir, report, zone));
  }

  /** Returns what metrics say of a collector where nothing else can be told. */
  static StatusFact up(Optional<CollectorReport> report) {
    boolean answers = report.map(CollectorReport::answers).orElse(false);
    return new StatusFact()
        .gauge("collector_up", "1 when a collector runs and answers.", answers ? 1 : 0);
  }

  private static String running(RunDir runDir, Optional<CollectorReport> report, ZoneId zone) {
    return report
        .map(
            told ->
                (told.answers() ? "running, pid " : "not answering, pid ")
                    + told.pid()
                    + ", since "
                    + Visible.field(ReadableUnits.time(told.started(), zone)))
        .orElseGet(() -> notRunning(runDir));
  }

  private static String notRunning(RunDir runDir) {
    return new StartFailures(runDir.path())
        .why()
        .map(why -> "not running; the last one could not start: " + Visible.line(why))
        .orElse("not running");
  }

  private StatusFact collector() {
    StatusFact fact =
        collector(facts.runDir(), facts.report(), zone)
            .field("running", facts.report().isPresent())
            .field("answers", facts.answers());
    facts
        .report()
        .ifPresent(told -> fact.field("pid", told.pid()).field("started", told.started()));
    return fact;
  }

  private StatusFact configuration() {
    StatusFact fact = configuration(facts.unusable());
    facts
        .unusable()
        .ifPresent(
            why ->
                fact.line(
                    "config",
                    "cannot be used, the last good one is in force: " + Visible.line(why)));
    return fact;
  }

  /** Returns whether the configuration can be used, for programs. */
  static StatusFact configuration(Optional<String> unusable) {
    StatusFact fact =
        new StatusFact()
            .field("config_ok", unusable.isEmpty())
            .gauge(
                "config_ok",
                "0 when the configuration cannot be used and the last good one is in force.",
                unusable.isEmpty() ? 1 : 0);
    unusable.ifPresent(why -> fact.field("config_problem", why));
    return fact;
  }

  private StatusFact java() {
    StatusFact fact = new StatusFact();
    facts
        .report()
        .map(CollectorReport::java)
        .filter(java -> !java.isEmpty())
        .ifPresent(java -> fact.line("java", Visible.line(java)).field("java", java));
    return fact;
  }

  private StatusFact transcriber() {
    StatusFact fact = new StatusFact();
    facts
        .transcriber()
        .ifPresent(
            half ->
                fact.line("transcript", text(half))
                    .object(
                        "transcriber",
                        half,
                        (json, told) -> {
                          json.writeNumberField("pid", told.pid());
                          json.writeStringField("user", told.user());
                          json.writeBooleanField("answers", told.answers());
                          json.writeNumberField("restarts", told.restarts());
                          json.writeNumberField("followed", told.followed());
                          json.writeNumberField("behind", told.behind());
                          json.writeNumberField("set_aside", told.setAside());
                        })
                    .gauge(
                        "transcriber_up", "1 when the transcriber answers.", half.answers() ? 1 : 0)
                    .gauge("transcriber_restarts", "Since the collector started.", half.restarts())
                    .gauge(
                        "transcriber_behind",
                        "Sessions with lines not yet in their logs.",
                        half.behind())
                    .gauge(
                        "transcriber_set_aside",
                        "Sessions that a transcriber died of.",
                        half.setAside()));
    return fact;
  }

  private static String text(TranscriberReport half) {
    String now =
        half.pid() == 0
            ? "not running"
            : (half.answers() ? "running" : "not answering") + ", pid " + half.pid();
    return now
        + ", as "
        + Visible.field(half.user())
        + ", "
        + half.behind()
        + " of "
        + Counted.of(half.followed(), "session")
        + " behind, "
        + half.setAside()
        + " set aside, "
        + Counted.of(half.restarts(), "restart");
  }

  private StatusFact places() {
    String runDir = facts.runDir().path().toString();
    String logDir = facts.logDir().toString();
    Optional<String> other = facts.recordedElsewhere();
    StatusFact fact =
        new StatusFact()
            .line("run dir", Visible.field(runDir))
            .field("run_dir", runDir)
            .line(
                "log dir", Visible.field(logDir) + other.map(StatusDescription::records).orElse(""))
            .field("log_dir", logDir);
    other.ifPresent(at -> fact.field("collector_log_dir", at));
    return fact;
  }

  private static String records(String elsewhere) {
    return ", but the collector records in " + Visible.field(elsewhere);
  }

  private StatusFact active() {
    StatusFacts.Active active = facts.active();
    String text =
        active.here()
            + " active, "
            + (active.orphaned() == 0 ? "" : active.orphaned() + " of them orphaned, ")
            + ReadableUnits.size(active.bytes())
            + " recorded, "
            + Counted.of(active.gaps(), "gap")
            + (active.elsewhere() == 0 ? "" : "; " + active.elsewhere() + " on other machines");
    return new StatusFact()
        .line("sessions", text)
        .field("active", active.here())
        .gauge("active_sessions", "Sessions being recorded.", active.here())
        .field("active_elsewhere", active.elsewhere())
        .field("orphaned", active.orphaned())
        .gauge("orphaned_sessions", "Those whose terminal is gone.", active.orphaned())
        .field("bytes", active.bytes())
        .gauge("active_bytes", "Length of their typescripts in bytes.", active.bytes())
        .field("gaps", active.gaps())
        .gauge("active_gaps", "Gaps in their recordings.", active.gaps());
  }

  private StatusFact free() {
    StatusFact fact = new StatusFact().field("free", facts.free().orElse(-1));
    facts
        .free()
        .ifPresent(
            bytes ->
                fact.line("disk", ReadableUnits.size(bytes) + " free")
                    .gauge("disk_free_bytes", "Free bytes where the logs are.", bytes));
    return fact;
  }

  private StatusFact kept() {
    long sessions = facts.use().sessions();
    long bytes = facts.use().size();
    long growth = facts.use().growth();
    String text =
        sessions == 0 && bytes == 0
            ? "nothing"
            : Counted.of(sessions, "session")
                + ", "
                + ReadableUnits.size(bytes)
                + ", "
                + ReadableUnits.size(growth)
                + " more a day";
    return new StatusFact()
        .line("kept", text)
        .field("kept_sessions", sessions)
        .gauge("kept_sessions", "Recordings on the disk.", sessions)
        .field("kept_bytes", bytes)
        .gauge("kept_bytes", "Bytes of the disk that recordings and logs take.", bytes)
        .field("growth_per_day", growth)
        .gauge("growth_bytes_per_day", "Growth in the last week.", growth);
  }

  private StatusFact limit() {
    StatusFact fact = new StatusFact();
    facts
        .untilLimit()
        .ifPresent(
            in ->
                fact.line("limit", "reached in " + forPeople(in))
                    .field("seconds_to_limit", in.toSeconds())
                    .gauge("limit_seconds", "Time to a limit or full disk.", in.toSeconds()));
    return fact;
  }

  private static String forPeople(Duration in) {
    return in.compareTo(FAR) > 0 ? "more than 10 years" : ReadableUnits.duration(in);
  }

  private StatusFact sealed() {
    StatusFact fact = new StatusFact();
    facts.sealed().ifPresent(at -> sealed(fact, at));
    return fact;
  }

  private void sealed(StatusFact fact, Instant at) {
    fact.line("sealed", ReadableUnits.time(at.toString(), zone))
        .field("sealed", at.toString())
        .gauge(
            "sealed_timestamp_seconds",
            "When the last checkpoint was made, in seconds since 1970.",
            at.getEpochSecond());
  }

  private StatusFact unrecorded() {
    StatusFact fact = new StatusFact();
    facts
        .unrecorded()
        .forEach(
            terminal ->
                fact.line(
                    "unrecorded",
                    Visible.field(terminal.user())
                        + " on "
                        + Visible.field(terminal.tty().toString())
                        + ", pid "
                        + terminal.pid()));
    return fact.array(
            "unrecorded",
            facts.unrecorded(),
            (json, terminal) -> {
              json.writeStringField("user", terminal.user());
              json.writeStringField("tty", terminal.tty().toString());
              json.writeNumberField("pid", terminal.pid());
            })
        .gauge("unrecorded_terminals", "Terminals no session covers.", facts.unrecorded().size());
  }

  private StatusFact evasions() {
    StatusFact fact = new StatusFact();
    facts
        .evasions()
        .forEach(
            evasion ->
                fact.line(
                    "evasion",
                    "possible in session "
                        + Visible.field(evasion.session())
                        + " of "
                        + Visible.field(evasion.user())
                        + ": "
                        + Visible.line(evasion.sign())));
    return fact.array(
            "evasions",
            facts.evasions(),
            (json, evasion) -> {
              json.writeStringField("session", evasion.session());
              json.writeStringField("user", evasion.user());
              json.writeStringField("sign", evasion.sign());
            })
        .gauge(
            "evaded_sessions",
            "Sessions whose script is kept from its work.",
            facts.evasions().size());
  }

  private StatusFact warnings() {
    StatusFact fact = new StatusFact();
    facts
        .warnings()
        .forEach(
            warning ->
                fact.line(
                    "warning",
                    Visible.field(ReadableUnits.time(warning.at(), zone))
                        + " "
                        + Visible.line(warning.text())));
    return fact.array(
            "warnings",
            facts.warnings(),
            (json, warning) -> {
              json.writeStringField("at", warning.at());
              json.writeStringField("text", warning.text());
            })
        .gauge(
            "recent_warnings", "Warnings of the collector, 50 at most.", facts.warnings().size());
  }
}
