package dev.sessionlog.store;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of unfinished recordings: links named after their sessions. It is the list of one {@link
 * Seat}, which its collector changes, or that of all seats, for readers. Thread-safe.
 */
final class ActiveList {
  private final Path logDir;
  private final Optional<Seat> own;

  private ActiveList(Path logDir, Optional<Seat> own) {
    this.logDir = logDir;
    this.own = own;
  }

  static ActiveList of(Seat seat) {
    return new ActiveList(seat.logDir(), Optional.of(seat));
  }

  static ActiveList ofAll(Path logDir) {
    return new ActiveList(logDir, Optional.empty());
  }

  /** Returns the folder for new entries. */
  Path folder() {
    return own.orElse(Seat.first(logDir)).active();
  }

  private List<Path> folders() throws IOException {
    return own.isPresent()
        ? List.of(own.get().active())
        : Seat.all(logDir).stream().map(Seat::active).toList();
  }

  /** Makes its folder unless it exists. */
  void make() throws IOException {
    StoreFiles.makeFolder(logDir, folder());
  }

  /** Returns the link of that name in the folder for new entries. */
  Path link(SessionId id) {
    return folder().resolve(id.toString());
  }

  /**
   * Returns the listed recordings. The collector that owns the list also removes links to missing
   * folders. Others must not, because another machine may not see a new folder yet.
   */
  List<Recording> recordings() throws IOException {
    if (own.isPresent()) {
      for (Path link : links()) {
        if (SessionId.parse(link.getFileName().toString()).isPresent() && !Files.exists(link)) {
          Files.deleteIfExists(link);
        }
      }
    }
    return listed();
  }

  /** Returns the listed recordings, newest first. */
  List<Recording> listed() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Path link : links()) {
      Optional<SessionId> id = SessionId.parse(link.getFileName().toString());
      if (id.isPresent() && Files.isDirectory(link)) {
        recordings.add(new Recording(id.get(), link.toRealPath()));
      }
    }
    recordings.sort((a, b) -> b.id().compareTo(a.id()));
    return recordings;
  }

  /** Returns the listed names, without checking that the recordings exist. */
  Set<SessionId> names() throws IOException {
    Set<SessionId> names = new HashSet<>();
    for (Path link : links()) {
      SessionId.parse(link.getFileName().toString()).ifPresent(names::add);
    }
    return names;
  }

  private List<Path> links() throws IOException {
    List<Path> links = new ArrayList<>();
    for (Path folder : folders()) {
      links.addAll(RecordingStore.folders(folder));
    }
    return links;
  }

  /** Returns the listed recording of that name; empty if there is none. */
  Optional<Recording> recording(SessionId id) throws IOException {
    for (Path folder : folders()) {
      Path link = folder.resolve(id.toString());
      if (Files.isDirectory(link)) {
        return Optional.of(new Recording(id, link.toRealPath()));
      }
    }
    return Optional.empty();
  }

  /** Returns true if any seat lists a session. */
  boolean isListed(SessionId id) {
    try {
      return Seat.all(logDir).stream()
          .anyMatch(seat -> Files.isSymbolicLink(seat.active().resolve(id.toString())));
    } catch (IOException unreadable) {
      return Files.isSymbolicLink(link(id));
    }
  }

  void remove(SessionId id) throws IOException {
    for (Path folder : folders()) {
      Files.deleteIfExists(folder.resolve(id.toString()));
    }
  }
}
