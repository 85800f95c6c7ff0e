package dev.sessionlog.userlog;

import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The end of one or more users' logs and the lines written from now on, in the order of their
 * times. It works without a collector, and does not disturb one. Thread-safe.
 */
public final class LogTail {
  private static final long PAUSE_MILLIS = 100;

  private final Path logDir;
  private final Users users;
  private final Consumer<String> damage;

  private LogTail(Path logDir, Users users, Consumer<String> damage) {
    this.logDir = logDir;
    this.users = users;
    this.damage = damage;
  }

  /** Returns the logs to read, at this moment. */
  private interface Users {
    Collection<String> now() throws IOException;
  }

  /** One file that grows. */
  private record Log(String user, Path folder) implements Comparable<Log> {
    private static final Comparator<Log> ORDER =
        Comparator.comparing(Log::user).thenComparing(Log::folder);

    @Override
    public int compareTo(Log other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Returns the end of the log of {@code user}, which need not exist yet.
   *
   * @param damage receives one line for people for each file that cannot be unpacked; reading
   *     continues with the next
   */
  public static LogTail of(Path logDir, String user, Consumer<String> damage) {
    List<String> one = List.of(user);
    return new LogTail(logDir, () -> one, damage);
  }

  /** Returns the end of everybody's log, including users who get one later. */
  public static LogTail ofAll(Path logDir, Consumer<String> damage) {
    return new LogTail(logDir, () -> UserLogFile.users(logDir), damage);
  }

  /** Returns the last {@code count} lines, or fewer if there are not so many, oldest first. */
  public List<LoggedLine> last(int count) throws IOException {
    List<List<LoggedLine>> found = new ArrayList<>();
    for (Log log : logs()) {
      try (LogSnapshot snapshot = LogSnapshot.take(log.folder(), log.user())) {
        found.add(of(log, LastLines.read(snapshot, count, damage).lines()));
      }
    }
    return lastOf(found, count);
  }

  /**
   * Passes on the last {@code count} lines and then every appended line, each exactly once and in
   * the order of its log, through any number of rotations. It ends when {@code running} returns
   * false and all lines up to then were passed on, or when it is interrupted. It polls every
   * {@value #PAUSE_MILLIS} ms.
   *
   * @param sink receives the lines, in the calling thread
   */
  public void follow(int count, BooleanSupplier running, Consumer<LoggedLine> sink)
      throws IOException {
    Map<Log, LogFollower> followers = new TreeMap<>();
    try {
      List<List<LoggedLine>> last = new ArrayList<>();
      for (Log log : logs()) {
        last.add(begin(log, count, followers));
      }
      lastOf(last, count).forEach(sink);
      boolean more = running.getAsBoolean();
      poll(followers, sink);
      while (more) {
        Thread.sleep(PAUSE_MILLIS);
        more = running.getAsBoolean();
        addNew(followers, sink);
        poll(followers, sink);
      }
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
    } finally {
      for (LogFollower follower : followers.values()) {
        follower.close();
      }
    }
  }

  private List<Log> logs() throws IOException {
    List<Log> logs = new ArrayList<>();
    for (Seat seat : Seat.all(logDir)) {
      for (String user : users.now()) {
        logs.add(new Log(user, seat.folder()));
      }
    }
    return logs;
  }

  private static List<LoggedLine> lastOf(List<List<LoggedLine>> logs, int count) {
    List<LoggedLine> merged = LogMerge.byTime(logs);
    return merged.subList(Math.max(0, merged.size() - count), merged.size());
  }

  private static List<LoggedLine> of(Log log, List<String> lines) {
    return lines.stream().map(line -> new LoggedLine(log.user(), line)).toList();
  }

  private List<LoggedLine> begin(Log log, int count, Map<Log, LogFollower> followers)
      throws IOException {
    LogSnapshot snapshot = LogSnapshot.take(log.folder(), log.user());
    try {
      LastLines last = LastLines.read(snapshot, count, damage);
      followers.put(log, new LogFollower(log.folder(), log.user(), snapshot, last.end(), damage));
      return of(log, last.lines());
    } catch (IOException e) {
      snapshot.close();
      throw e;
    }
  }

  /** All lines of a user or host that was not there before are new. */
  private void addNew(Map<Log, LogFollower> followers, Consumer<LoggedLine> sink)
      throws IOException {
    for (Log log : logs()) {
      if (!followers.containsKey(log)) {
        begin(log, Integer.MAX_VALUE - 1, followers).forEach(sink);
      }
    }
  }

  private static void poll(Map<Log, LogFollower> followers, Consumer<LoggedLine> sink)
      throws IOException {
    for (Map.Entry<Log, LogFollower> entry : followers.entrySet()) {
      String user = entry.getKey().user();
      entry.getValue().poll(line -> sink.accept(new LoggedLine(user, line)));
    }
  }
}
