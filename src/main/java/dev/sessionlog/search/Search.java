package dev.sessionlog.search;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.userlog.LogLine;
import dev.sessionlog.userlog.UserLogPart;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Searches the screens of users: user after user, in the order of the log. Several files are read
 * in parallel.
 */
public final class Search {
  private final Path logDir;
  private final SearchPattern pattern;
  private final SearchScope scope;
  private final String linePattern;
  private final Duration quiet;
  private final ZoneId zone;
  private final RecordingStore store;

  /**
   * Creates a search, without reading anything.
   *
   * @param linePattern {@code transcript.pattern} of the configuration
   * @param quiet the time without output after which a session is quiet, for its transcript
   * @param zone the zone of the dates in the names of rotated logs
   */
  public Search(
      Path logDir,
      SearchPattern pattern,
      SearchScope scope,
      String linePattern,
      Duration quiet,
      ZoneId zone) {
    this.logDir = logDir;
    this.pattern = pattern;
    this.scope = scope;
    this.linePattern = linePattern;
    this.quiet = quiet;
    this.zone = zone;
    this.store = new RecordingStore(logDir);
  }

  /** Receives the results of a search, in the thread that runs it. */
  public interface Listener {
    /**
     * Receives a hit.
     *
     * @return false to end the search
     */
    boolean hit(Hit hit);

    /**
     * Receives one line for people about something that could not be searched; the search
     * continues.
     */
    void damage(String line);
  }

  /**
   * Searches until everything is searched or the listener wants no more.
   *
   * @param threads how many files to read at a time
   * @param progress receives the number of uncompressed bytes searched, from any thread
   * @throws SearchException if the expression is invalid
   */
  public void run(int threads, Listener listener, LongConsumer progress) throws IOException {
    try (OrderedWork work = new OrderedWork(threads, listener, progress)) {
      for (String user : scope.users()) {
        Effort effort = new Effort();
        Set<SessionId> unwritten = searchUnwritten(user, effort, work);
        searchLogs(user, unwritten, effort, work);
        if (scope.screens()) {
          recordings(user, recording -> true)
              .forEach(r -> work.add(finds -> scan(effort, finds).screens(r)));
        }
      }
      work.finish();
    }
  }

  private RecordingScan scan(Effort effort, Finds finds) {
    return new RecordingScan(scope, pattern, effort, quiet, finds);
  }

  /** An ended session in the list of active ones may have lines that are not in the log yet. */
  private Set<SessionId> searchUnwritten(String user, Effort effort, OrderedWork work)
      throws IOException {
    Set<SessionId> unwritten = new HashSet<>();
    for (Recording recording : recordings(user, r -> store.isActive(r.id()))) {
      if (scope.live() || ended(recording)) {
        unwritten.add(recording.id());
        work.add(finds -> scan(effort, finds).transcript(recording));
      }
    }
    return unwritten;
  }

  private static boolean ended(Recording recording) throws IOException {
    try {
      return recording.session().hasEnded();
    } catch (NoSuchFileException beingMade) {
      return false;
    }
  }

  /** Returns a user's recordings that may have matches, oldest first. */
  private List<Recording> recordings(String user, Predicate<Recording> wanted) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Recording recording : store.of(user)) {
      SessionId id = recording.id();
      boolean asked = scope.session().filter(only -> !only.equals(id)).isEmpty();
      boolean begun = scope.until().filter(end -> !id.started().isBefore(end)).isEmpty();
      if (asked && begun && wanted.test(recording)) {
        recordings.add(0, recording);
      }
    }
    return recordings;
  }

  private void searchLogs(String user, Set<SessionId> elsewhere, Effort effort, OrderedWork work)
      throws IOException {
    for (Seat seat : Seat.all(logDir)) {
      LogScan.Log log = new LogScan.Log(seat, user);
      searchLogs(UserLogPart.of(seat.folder(), user), log, elsewhere, effort, work);
    }
  }

  private void searchLogs(
      List<UserLogPart> parts,
      LogScan.Log log,
      Set<SessionId> elsewhere,
      Effort effort,
      OrderedWork work)
      throws IOException {
    List<UserLogPart> wanted = new ArrayList<>();
    for (UserLogPart part : parts) {
      if (isWanted(part)) {
        wanted.add(part);
      } else {
        part.close();
      }
    }
    if (scope.hasContext()) {
      // Context lines may be in the next file.
      work.add(finds -> read(wanted.iterator(), scanOf(log, elsewhere, effort, finds)));
      return;
    }
    for (UserLogPart part : wanted) {
      work.add(finds -> read(List.of(part).iterator(), scanOf(log, elsewhere, effort, finds)));
    }
  }

  private LogScan scanOf(LogScan.Log log, Set<SessionId> elsewhere, Effort effort, Finds finds) {
    return new LogScan(log, scope, pattern, effort, LogLine.Form.of(linePattern), elsewhere, finds);
  }

  /** A file rotated on a day has no lines from after that day. */
  private boolean isWanted(UserLogPart part) {
    Instant from =
        scope
            .since()
            .orElse(scope.session().map(SessionId::started).orElse(Instant.MIN.plusSeconds(1)));
    return part.date()
        .map(day -> day.plusDays(2).atStartOfDay(zone).toInstant().isAfter(from))
        .orElse(true);
  }

  private static void read(Iterator<UserLogPart> parts, LogScan scan) throws IOException {
    while (parts.hasNext()) {
      try (UserLogPart part = parts.next()) {
        scan.read(part);
      }
    }
  }
}
