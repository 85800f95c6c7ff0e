package dev.sessionlog.cli;

import dev.sessionlog.archive.SessionQuery;
import dev.sessionlog.config.DurationText;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.UserFileName;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.SessionFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose sessions. */
final class SessionSelection {
  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      split = ",",
      description = "List this user's sessions only. May be repeated.")
  private List<String> users = new ArrayList<>();

  @Option(
      names = {"-S", "--since"},
      paramLabel = "TIME",
      description = "List sessions that started at this time or later.")
  private @Nullable String since;

  @Option(
      names = {"-U", "--until"},
      paramLabel = "TIME",
      description = "List sessions that started before this time.")
  private @Nullable String until;

  @Option(
      names = "--from-host",
      paramLabel = "ADDRESS",
      description =
          "List sessions that came from this address, claimed or not; * matches anything.")
  private @Nullable String fromHost;

  @Option(
      names = "--tty",
      paramLabel = "TTY",
      description = "List sessions on this terminal, for example pts/3; * matches anything.")
  private @Nullable String tty;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      completionCandidates = Candidates.States.class,
      split = ",",
      description =
          "List sessions in this state: active, complete, truncated, aborted, orphaned or unknown.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--active", description = "List sessions that are being recorded.")
  private boolean active;

  @Option(
      names = "--min-duration",
      paramLabel = "DURATION",
      description = "List sessions that lasted at least this long, for example 10m.")
  private @Nullable String minDuration;

  /** Returns the users as they were given, in an archive perhaps with their hosts. */
  List<String> users() {
    return List.copyOf(users);
  }

  /** Returns the recordings, newest first, that match as far as their names show. */
  List<Recording> recordings(SessionSource source, TimeText times) throws IOException {
    Optional<Instant> from = times.parse("--since", since);
    Optional<Instant> to = times.parse("--until", until);
    if (source.isArchive()) {
      users = users.stream().map(ArchiveOption::withoutHost).toList();
    }
    source.sessions(new SessionQuery(users, from, to));
    List<Recording> candidates = candidates(source);
    if (from.isEmpty() && to.isEmpty()) {
      return candidates;
    }
    List<Recording> found = new ArrayList<>();
    for (Recording recording : candidates) {
      Instant start = recording.id().started();
      if (from.filter(start::isBefore).isEmpty() && to.filter(t -> !start.isBefore(t)).isEmpty()) {
        found.add(recording);
      }
    }
    return found;
  }

  private List<Recording> candidates(SessionSource source) throws IOException {
    RecordingStore store = new RecordingStore(source.logDir());
    for (String user : users) {
      Users.require(source.logDir(), user, source.place());
    }
    if (active && !source.isArchive()) {
      Set<String> folders = users.stream().map(UserFileName::of).collect(Collectors.toSet());
      return store.active().stream()
          .filter(r -> folders.isEmpty() || folders.contains(r.userFolder()))
          .toList();
    }
    if (users.isEmpty()) {
      return store.all();
    }
    List<Recording> theirs = new ArrayList<>();
    for (String user : Set.copyOf(users)) {
      theirs.addAll(store.of(user));
    }
    theirs.sort((a, b) -> b.id().compareTo(a.id()));
    return theirs;
  }

  /** Returns the conditions on the sessions themselves. */
  SessionFilter filter() {
    Set<SessionState> wanted = EnumSet.noneOf(SessionState.class);
    for (String word : states) {
      wanted.add(SessionState.ofWord(word).orElseThrow(() -> wrongState(word)));
    }
    if (active) {
      wanted.add(SessionState.ACTIVE);
      wanted.add(SessionState.ORPHANED);
    }
    return new SessionFilter(
        Optional.ofNullable(fromHost), Optional.ofNullable(tty), wanted, shortest());
  }

  private static CommandFailure wrongState(String word) {
    String known =
        Arrays.stream(SessionState.values())
            .map(SessionState::word)
            .collect(Collectors.joining(", "));
    return new CommandFailure(
        ExitCode.USAGE, "--state '" + word + "': not a state, expected one of " + known);
  }

  private Duration shortest() {
    String text = minDuration;
    try {
      return text == null ? Duration.ZERO : DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--min-duration '" + text + "': expected " + DurationText.EXPECTED);
    }
  }

  /** Adds a user from an argument. */
  void addUser(String user) {
    users.add(user);
  }
}
