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
 * What one collector has to itself in a log dir that several machines or containers share: its
 * lock, its list of active sessions, its transcripts and its users' logs. The first has the log dir
 * itself, each further one a folder below {@code hosts/}. Recordings are all in one {@code
 * sessions/}: their names tell them apart.
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

  /** Returns the seat of that name; its folder need not be there. */
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

  /** Makes its folder unless it is there. */
  public void make() throws IOException {
    if (!isFirst()) {
      StoreFiles.makeFolder(logDir, folder);
    }
  }

  /** Returns the list of active sessions. */
  public Path active() {
    return folder.resolve("active");
  }

  /** Returns the file that its collector has locked, signs, and touches twice a minute. */
  public Path lock() {
    return folder.resolve(LOCK);
  }

  /**
   * Returns for how long its collector has given no sign of life. Both times are by the clock of
   * whoever keeps the files: the clock of another machine may be wrong.
   *
   * @return negative when the sign comes from a time that is yet to come
   * @throws IOException when it cannot be told
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
