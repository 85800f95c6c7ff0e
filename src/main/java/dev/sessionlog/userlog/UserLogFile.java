package dev.sessionlog.userlog;

import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.UserFileName;
import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a user's log, identified by its name: {@code alice.log} is being written, {@code
 * alice.2026-11-23.0.log} was rotated on that day, and has {@code .gz} when compressed. Files with
 * other names do not count. They sort from the oldest to the one being written.
 *
 * @param path its path
 * @param user the user of the log
 * @param date the day of its lines; empty for the one being written
 * @param index its number among the rotated files of that day, from 0
 * @param gzip whether it is compressed
 */
public record UserLogFile(Path path, String user, Optional<LocalDate> date, int index, boolean gzip)
    implements Comparable<UserLogFile> {

  private static final String SUFFIX = ".log";
  private static final String GZIP_SUFFIX = ".gz";

  /** The most bytes that a compressed file may unpack to: 16 GiB. */
  private static final long LARGEST = 16L << 30;

  private static final String DAY_AND_INDEX =
      "(?<day>\\d{4}-\\d{2}-\\d{2})\\.(?<index>0|[1-9]\\d{0,8})\\.log(?<gzip>\\.gz)?";

  private static final Pattern ROLLED = Pattern.compile("(?<user>.+)\\." + DAY_AND_INDEX);
  private static final Pattern ROLLED_END = Pattern.compile(DAY_AND_INDEX);

  private static final Comparator<UserLogFile> OLDEST_FIRST =
      Comparator.comparing(UserLogFile::user)
          .thenComparing(file -> file.date.orElse(LocalDate.MAX))
          .thenComparing(UserLogFile::index)
          .thenComparing(UserLogFile::gzip);

  /** Returns the file at {@code path}; empty if its name is not of our form. */
  public static Optional<UserLogFile> parse(Path path) {
    Path fileName = path.getFileName();
    String name = fileName == null ? "" : fileName.toString();
    Matcher rolled = ROLLED.matcher(name);
    if (rolled.matches()) {
      return UserFileName.user(rolled.group("user")).flatMap(user -> rolled(path, user, rolled));
    }
    if (!name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    return UserFileName.user(name.substring(0, name.length() - SUFFIX.length()))
        .map(user -> new UserLogFile(path, user, Optional.empty(), 0, false));
  }

  private static Optional<UserLogFile> rolled(Path path, String user, Matcher name) {
    try {
      LocalDate day = LocalDate.parse(name.group("day"));
      int index = Integer.parseInt(name.group("index"));
      boolean gzip = name.group("gzip") != null;
      return Optional.of(new UserLogFile(path, user, Optional.of(day), index, gzip));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the file of {@code user} in {@code logDir} that is being written, which need not exist.
   */
  public static UserLogFile current(Path logDir, String user) {
    Path path = logDir.resolve(UserFileName.of(user) + SUFFIX);
    return new UserLogFile(path, user, Optional.empty(), 0, false);
  }

  static UserLogFile rolled(Path logDir, String user, LocalDate day, int index) {
    Path path = logDir.resolve(UserFileName.of(user) + "." + day + "." + index + SUFFIX);
    return new UserLogFile(path, user, Optional.of(day), index, false);
  }

  /**
   * Returns the rotated files of {@code user} in {@code logDir}, oldest first; none if the
   * directory is missing. If a file exists both plain and compressed, its compression was
   * interrupted or is in progress, and the plain one counts.
   */
  public static List<UserLogFile> rolled(Path logDir, String user) throws IOException {
    List<UserLogFile> files = new ArrayList<>();
    for (UserLogFile file : found(logDir, user)) {
      if (files.isEmpty() || !files.get(files.size() - 1).sameRoll(file)) {
        files.add(file);
      }
    }
    return List.copyOf(files);
  }

  /**
   * Returns all rotated files of {@code user} in {@code logDir}, oldest first, plain before
   * compressed.
   */
  static List<UserLogFile> found(Path logDir, String user) throws IOException {
    String start = UserFileName.of(user) + ".";
    List<UserLogFile> files = new ArrayList<>();
    try {
      for (Path path : StoreFiles.entries(logDir)) {
        if (!nameOf(path).startsWith(start)) {
          continue;
        }
        // The start of the name already shows the user; checking again would cost time at each
        // rotation.
        Matcher end =
            ROLLED_END.matcher(nameOf(path)).region(start.length(), nameOf(path).length());
        if (end.matches()) {
          rolled(path, user, end).ifPresent(files::add);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    files.sort(null);
    return files;
  }

  /** Returns the names of the users who have a log in {@code logDir}, in any seat. */
  public static SortedSet<String> users(Path logDir) throws IOException {
    SortedSet<String> users = new TreeSet<>();
    for (Seat seat : Seat.all(logDir)) {
      for (UserLogFile file : all(seat.folder())) {
        users.add(file.user);
      }
    }
    return users;
  }

  private static List<UserLogFile> all(Path logDir) throws IOException {
    List<UserLogFile> files = new ArrayList<>();
    try {
      for (Path path : StoreFiles.entries(logDir)) {
        parse(path).ifPresent(files::add);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    return files;
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Returns its place in the log, from its name; empty for the one being written. */
  Optional<RolledPlace> place() {
    return date.map(day -> new RolledPlace(day, index));
  }

  /** Returns the name of this file before compression. */
  UserLogFile plain() {
    String name = nameOf(path);
    return gzip
        ? new UserLogFile(
            path.resolveSibling(name.substring(0, name.length() - GZIP_SUFFIX.length())),
            user,
            date,
            index,
            false)
        : this;
  }

  /** Returns the name of this file after compression. */
  UserLogFile compressed() {
    return gzip
        ? this
        : new UserLogFile(path.resolveSibling(nameOf(path) + GZIP_SUFFIX), user, date, index, true);
  }

  /**
   * Returns its present paths: plain, compressed, or both while it is being compressed; none if it
   * is gone.
   */
  public List<Path> forms() {
    return Stream.of(plain().path, compressed().path)
        .filter(form -> Files.exists(form, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** Returns true if both are the same rotated file, compressed or not. */
  boolean sameRoll(UserLogFile other) {
    return user.equals(other.user) && date.equals(other.date) && index == other.index;
  }

  /**
   * Returns the file's lines as bytes in UTF-8, whether it is compressed or not, even if it was
   * compressed since its name was read.
   *
   * @throws NoSuchFileException if it exists in neither form
   */
  public InputStream open() throws IOException {
    try {
      return StoreFiles.input(plain().path);
    } catch (NoSuchFileException e) {
      if (date.isEmpty()) {
        throw e;
      }
    }
    return GzipFile.open(compressed().path, LARGEST);
  }

  /** Takes the lines of a file. */
  @FunctionalInterface
  public interface LineSink {
    /** Takes the next line, without its line end. */
    void take(String line) throws IOException;
  }

  /**
   * Gives each line of a rolled file to {@code sink}, in order; none when it is gone.
   *
   * @param damage is told in one line when the file's compression is broken; what stands before
   *     that place is given all the same
   */
  public void lines(LineSink sink, Consumer<String> damage) throws IOException {
    try (LogLines lines = LogLines.of(this, damage)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        sink.take(line);
      }
    }
  }

  /** Returns the rolled files of all users in one seat of a log dir, in order. */
  public static List<UserLogFile> rolled(Path seat) throws IOException {
    List<UserLogFile> files = new ArrayList<>();
    for (UserLogFile file : all(seat)) {
      if (file.date.isPresent()) {
        files.add(file);
      }
    }
    files.sort(null);
    return files;
  }

  @Override
  public int compareTo(UserLogFile other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
