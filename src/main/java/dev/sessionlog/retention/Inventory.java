package dev.sessionlog.retention;

import dev.sessionlog.custody.ClockTrust;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.files.StoredSize;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.ArchivedSessions;
import dev.sessionlog.store.IndexDay;
import dev.sessionlog.store.IndexEntry;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.store.SessionIndex;
import dev.sessionlog.userlog.ArchivedLogs;
import dev.sessionlog.userlog.UserLogFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Lists everything in a log dir, and changes nothing. */
final class Inventory {
  private final Path logDir;
  private final RecordingStore store;
  private final SessionIndex index;
  private final UnaryOperator<Instant> truly;
  private final Consumer<String> trouble;
  private final boolean onlyArchived;
  private final ArchivedSessions archived;

  /**
   * @param onlyArchived true if what the archive does not have must stay
   * @param trouble receives a message for each recording that cannot be read; it is kept
   */
  Inventory(Path logDir, boolean onlyArchived, Consumer<String> trouble) {
    this.logDir = logDir;
    this.store = new RecordingStore(logDir);
    this.index = new SessionIndex(logDir);
    this.truly = new ClockTrust(logDir).truly();
    this.trouble = trouble;
    this.onlyArchived = onlyArchived;
    this.archived = new ArchivedSessions(logDir);
  }

  /**
   * Returns all recordings and logs, in no order.
   *
   * @param held what must stay
   * @param neverToEnd sessions that count as finished although they were not ended
   */
  List<Kept> take(Instant now, ZoneId zone, LegalHolds.Held held, Set<SessionId> neverToEnd)
      throws IOException {
    Set<SessionId> notDone = new HashSet<>(store.activeIds());
    notDone.removeAll(neverToEnd);
    List<KeptRecording> recordings =
        SessionIndex.byDay(store.all()).entrySet().parallelStream()
            .flatMap(day -> read(index.day(day.getKey()), day.getValue(), held, notDone))
            .toList();
    List<Kept> all = new ArrayList<>(recordings);
    LogsOnLegalHold heldLogs = new LogsOnLegalHold(recordings, now, zone);
    ArchivedLogs archivedLogs = ArchivedLogs.read(logDir);
    for (String user : UserLogFile.users(logDir)) {
      for (Seat seat : Seat.all(logDir)) {
        List<UserLogFile> rolled = UserLogFile.rolled(seat.folder(), user);
        for (UserLogFile file : rolled) {
          boolean newest = file.equals(rolled.get(rolled.size() - 1));
          boolean mustStay = held.users().contains(user) || heldLogs.holds(file);
          boolean waits = onlyArchived && !archivedLogs.contains(seat, file);
          all.add(log(file, zone, mustStay, waits, newest));
        }
        all.add(log(UserLogFile.current(seat.folder(), user), zone, true, false, false));
      }
    }
    return all;
  }

  private static KeptLog log(
      UserLogFile file, ZoneId zone, boolean held, boolean waits, boolean newest) {
    Instant end = KeptLog.endOf(file, zone);
    return new KeptLog(file, end, StoredSize.of(file.path()), held, waits, newest);
  }

  private Stream<KeptRecording> read(
      IndexDay known, List<Recording> recordings, LegalHolds.Held held, Set<SessionId> notDone) {
    return recordings.parallelStream()
        .map(recording -> read(known, recording, held, notDone))
        .flatMap(Optional::stream);
  }

  private Optional<KeptRecording> read(
      IndexDay known, Recording recording, LegalHolds.Held held, Set<SessionId> notDone) {
    try {
      IndexEntry entry = known.look(recording);
      Session session = entry.session();
      return Optional.of(
          new KeptRecording(
              recording,
              session.user(),
              truly.apply(session.ended().orElse(session.started())),
              session.state(),
              entry.diskSize(),
              !notDone.contains(recording.id()),
              held.holds(recording.id(), session.user()),
              onlyArchived && !archived.contains(recording.id()),
              entry.compressible()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      tell(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Several threads read, but only one at a time reports. */
  private synchronized void tell(String problem) {
    trouble.accept(problem);
  }
}
