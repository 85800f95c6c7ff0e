package dev.sessionlog.store;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The part of a log dir that belongs to one collector, if several machines or containers share the
 * log dir: its lock, its list of active sessions, its transcripts and its users' logs. The first
 * collector has the log dir itself, every other one a folder below {@code hosts/}. All recordings
 * are in one {@code sessions/}, because their names are unique.
 *
 * @param logDir the log dir
 * @param folder the log dir, or a folder below it
 */
public record Seat(Path logDir, Path folder) {
  private static final String HOSTS = "hosts";
  private static final String LOCK = "collector.lock";

  /** Returns the seat that is the log dir itself. */
  public static Seat first(Path logDir) {
    return new Seat(logDir, logDir);
  }

  /** Returns the seat of that name; its folder need not exist. */
  public static Seat named(Path logDir, String name) {
    return new Seat(logDir, logDir.resolve(HOSTS).resolve(UserFileName.of(name)));
  }

  /** Returns the seat whose folder is {@code folder}. */
  public static Seat at(Path folder) {
    Path parent = folder.getParent();
    Path above = parent == null ? null : parent.getParent();
    return above != null && parent.endsWith(HOSTS) && Files.isDirectory(above.resolve("sessions"))
        ? new Seat(above, folder)
        : first(folder);
  }

  /** Returns all seats of a log dir, the first one first. */
  public static List<Seat> all(Path logDir) throws IOException {
    List<Seat> seats = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(logDir.resolve(HOSTS))) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          seats.add(new Seat(logDir, folder));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException one) {
      return List.of(first(logDir));
    }
    seats.sort((a, b) -> a.folder.compareTo(b.folder));
    seats.add(0, first(logDir));
    return List.copyOf(seats);
  }

  /** Returns true for the log dir itself. */
  public boolean isFirst() {
    return folder.equals(logDir);
  }

  /** Makes its folder unless it exists. */
  public void make() throws IOException {
    if (!isFirst()) {
      StoreFiles.makeFolder(logDir, folder);
    }
  }

  /** Returns the list of active sessions. */
  public Path active() {
    return folder.resolve("active");
  }

  /**
   * Returns the file that its collector locks, signs, and touches twice a minute as a heartbeat.
   */
  public Path lock() {
    return folder.resolve(LOCK);
  }

  /**
   * Returns the time since the last heartbeat of its collector. Both times come from the clock of
   * the file server, because the clock of another machine may be wrong.
   *
   * @return negative if the heartbeat lies in the future
   * @throws IOException if it is unknown
   */
  public Duration silence() throws IOException {
    Instant sign = Files.getLastModifiedTime(lock(), LinkOption.NOFOLLOW_LINKS).toInstant();
    return Duration.between(sign, now(folder));
  }

  private static Instant now(Path folder) throws IOException {
    Path made = folder.resolve(".now-" + UUID.randomUUID());
    StoreFiles.create(made).close();
    try {
      return Files.getLastModifiedTime(made).toInstant();
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
