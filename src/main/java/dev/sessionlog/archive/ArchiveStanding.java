package dev.sessionlog.archive;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.ArchivedSessions;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a log dir is in the archive, and what is not.
 *
 * @param state what the archiver says; empty when it never said anything
 * @param whole how many recordings the archive has whole
 * @param live how many are not done with: it has parts of them
 * @param waiting how many ended, and it does not have whole
 * @param oldest the oldest of those that wait
 * @param conflicts what the archive has otherwise, the oldest first
 */
public record ArchiveStanding(
    Optional<ArchiverState> state,
    long whole,
    long live,
    long waiting,
    Optional<SessionId> oldest,
    List<Conflict> conflicts) {
  /** Copies the list. */
  public ArchiveStanding {
    conflicts = List.copyOf(conflicts);
  }

  /**
   * An object whose name is taken by other bytes than this host has.
   *
   * @param at when it was found
   * @param what what it is about
   */
  public record Conflict(Instant at, String what) {}

  /** Looks at a log dir. */
  public static ArchiveStanding of(Path logDir) throws IOException {
    RecordingStore store = new RecordingStore(logDir);
    ArchivedSessions archived = new ArchivedSessions(logDir);
    Set<SessionId> active = store.activeNames();
    long whole = 0;
    long live = 0;
    long waiting = 0;
    SessionId oldest = null;
    for (Recording recording : store.all()) {
      if (archived.contains(recording.id())) {
        whole++;
      } else if (active.contains(recording.id())) {
        live++;
      } else {
        waiting++;
        oldest = recording.id(); // the newest come first
      }
    }
    return new ArchiveStanding(
        ArchiverState.read(logDir),
        whole,
        live,
        waiting,
        Optional.ofNullable(oldest),
        conflicts(new ArchiveFolder(logDir)));
  }

  private static List<Conflict> conflicts(ArchiveFolder folder) throws IOException {
    List<Conflict> conflicts = new ArrayList<>();
    Optional<String> text = ArchiveFolder.text(folder.conflicts());
    for (String line : text.map(all -> all.lines().toList()).orElse(List.of())) {
      String[] words = line.split("\t", 3);
      if (words.length == 3) {
        conflicts.add(new Conflict(Instant.parse(words[1]), words[2]));
      }
    }
    return conflicts;
  }
}
