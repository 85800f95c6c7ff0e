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
 * The recordings that are not done with, as links named by their sessions: those of one {@link
 * Seat}, which its collector changes, or those of all, for who reads. Thread-safe.
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

  /** Returns where what is new is listed. */
  Path folder() {
    return own.orElse(Seat.first(logDir)).active();
  }

  private List<Path> folders() throws IOException {
    return own.isPresent()
        ? List.of(own.get().active())
        : Seat.all(logDir).stream().map(Seat::active).toList();
  }

  /** Makes its folder, unless it is there. */
  void make() throws IOException {
    StoreFiles.makeFolder(logDir, folder());
  }

  /** Returns the link of that name in the list for what is new. */
  Path link(SessionId id) {
    return folder().resolve(id.toString());
  }

  /**
   * Returns what is listed. A link whose folder is gone is removed, by the list's own collector
   * alone: another machine may not see yet what was made just now.
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

  /** Returns what is listed, newest first. */
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

  /** Returns the names that are listed, without a look at what they name. */
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

  /** Returns the recording of that name; empty when it is not there. */
  Optional<Recording> recording(SessionId id) throws IOException {
    for (Path folder : folders()) {
      Path link = folder.resolve(id.toString());
      if (Files.isDirectory(link)) {
        return Optional.of(new Recording(id, link.toRealPath()));
      }
    }
    return Optional.empty();
  }

  /** Returns true when a session is listed by whomever. */
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
