package dev.sessionlog.archive;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.ArchivedSessions;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The turns of an {@link Archiver} while its archive answers: in each, every session, log and
 * ledger has some of what is new brought. What one of them lacks keeps no other. For one thread.
 */
final class ArchiverTurns {
  /** Then it is said how things stand. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final ArchiveFolder folder;
  private final HostKey host;
  private final Putting putting;
  private final Archiver.Conflicts conflicts;
  private final WaitingSessions waiting;
  private final LedgerUpload ledger;
  private final LogUpload logs;
  private final Map<SessionId, SessionUpload> uploads = new HashMap<>();
  private final Set<String> knownConflicts = new HashSet<>();
  private final Set<String> troubles = new LinkedHashSet<>();
  private @Nullable SessionId next;
  private boolean begun;

  /** What a turn came to. */
  enum Outcome {
    /** The archive has all that there is. */
    CURRENT,
    /** There is more that can be brought now. */
    BEHIND,
    /** Something could not be brought, or is in conflict with what the archive has. */
    LACKING
  }

  ArchiverTurns(
      Archiver.Terms terms,
      ArchiveFolder folder,
      HostKey host,
      Putting putting,
      Archiver.Conflicts conflicts)
      throws IOException {
    this.folder = folder;
    this.host = host;
    this.putting = putting;
    this.conflicts = conflicts;
    this.waiting =
        new WaitingSessions(
            new RecordingStore(terms.logDir()), new ArchivedSessions(terms.logDir()));
    this.ledger = new LedgerUpload(folder, host);
    this.logs = LogUpload.of(folder, host, terms.pattern(), troubles::add);
    ArchiveFolder.text(folder.conflicts())
        .ifPresent(
            text -> text.lines().forEach(line -> knownConflicts.add(line.split("\t", 2)[0])));
  }

  Putting putting() {
    return putting;
  }

  /** Returns how many conflicts nobody has looked into yet. */
  int conflicts() {
    return knownConflicts.size();
  }

  /** Returns what the last turn could not bring, and why. */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  /**
   * Brings some of what is new.
   *
   * @throws ArchiveException when the archive cannot take it
   */
  Outcome take(Instant now, Archiver.Ending ending) throws IOException {
    troubles.clear();
    if (!knownConflicts.isEmpty() && java.nio.file.Files.notExists(folder.conflicts())) {
      takeUp();
    }
    boolean behind = false;
    if (!begun) {
      removeNotesOfThePast();
      begun = true;
    }
    List<Recording> recordings = waiting.look(now);
    uploads.keySet().retainAll(Set.copyOf(ids(recordings)));
    long deadline = System.nanoTime() + LONGEST.toNanos();
    Archiver.Ending enough = () -> ending.isDue() || System.nanoTime() - deadline > 0;
    part("ledger", () -> ledger.bring(putting, this::conflict));
    behind |= sessions(recordings, enough);
    boolean[] moreLogs = {false};
    part("logs", () -> moreLogs[0] = logs.bring(putting, enough, this::conflict));
    behind |= moreLogs[0];
    if (behind) {
      return Outcome.BEHIND;
    }
    return troubles.isEmpty() && knownConflicts.isEmpty() ? Outcome.CURRENT : Outcome.LACKING;
  }

  /**
   * The archiver before may have died between the last object of a session and the removal of its
   * notes, and a recording may have been removed while none was at work.
   */
  private void removeNotesOfThePast() throws IOException {
    for (Path notes : StoreFiles.entries(folder.progress())) {
      Optional<SessionId> id = SessionId.parse(notes.getFileName().toString());
      if (id.isPresent() && waiting.isOver(id.get())) {
        java.nio.file.Files.deleteIfExists(notes);
      }
    }
  }

  /** Somebody has looked into all conflicts: what was set aside for them is tried again. */
  private void takeUp() {
    knownConflicts.clear();
    waiting.takeUp();
    logs.takeUp();
  }

  /**
   * Of a long backlog the next turn goes on where this one stopped: a live session has its turn.
   */
  private boolean sessions(List<Recording> recordings, Archiver.Ending enough) throws IOException {
    List<Recording> order = new ArrayList<>(recordings);
    Collections.rotate(order, -Math.max(0, ids(order).indexOf(next)));
    boolean behind = false;
    for (Recording recording : order) {
      if (enough.isDue()) {
        next = recording.id();
        return true;
      }
      behind |= session(recording);
    }
    return behind;
  }

  private static List<SessionId> ids(List<Recording> recordings) {
    return recordings.stream().map(Recording::id).toList();
  }

  private interface Task {
    void run() throws IOException;
  }

  /** What fails here, and not in the archive, is told and tried again in the next turn. */
  private void part(String what, Task task) throws IOException {
    try {
      task.run();
    } catch (ArchiveException away) {
      throw away;
    } catch (NoSuchFileException gone) {
      return; // removed meanwhile
    } catch (IOException e) {
      troubles.add(what + ": " + e.getMessage());
    }
  }

  /** Returns whether it has more to bring now. */
  private boolean session(Recording recording) throws IOException {
    SessionId id = recording.id();
    try {
      SessionUpload upload = uploads.get(id);
      if (upload == null) {
        upload = SessionUpload.of(recording, host, folder);
        uploads.put(id, upload);
      }
      SessionUpload.Standing standing = upload.bring(putting);
      if (standing == SessionUpload.Standing.WHOLE) {
        waiting.done(id);
        upload.forget();
        uploads.remove(id);
        return true; // its place may be another's, of a long backlog
      }
      return standing == SessionUpload.Standing.BEHIND;
    } catch (ArchiveException away) {
      throw away;
    } catch (ConflictException e) {
      conflict(e);
      waiting.setAside(id);
    } catch (NoSuchFileException gone) {
      forget(recording);
    } catch (IOException e) {
      troubles.add(Archiver.nameOf(id) + ": " + e.getMessage());
    }
    return false;
  }

  private void forget(Recording recording) throws IOException {
    if (java.nio.file.Files.exists(recording.folder())) {
      return; // not all of its files are there yet
    }
    waiting.gone(recording.id());
    SessionUpload upload = uploads.remove(recording.id());
    if (upload != null) {
      upload.forget();
    }
  }

  private void conflict(ConflictException e) throws IOException {
    if (!knownConflicts.add(e.name())) {
      return;
    }
    conflicts.found(e);
    try (FileChannel channel = StoreFiles.append(folder.conflicts())) {
      String line = e.name() + "\t" + Instant.now() + "\t" + e.getMessage() + "\n";
      DurableFile.writeAll(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
