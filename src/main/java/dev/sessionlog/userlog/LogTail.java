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
 * The end of one or more users' logs, and what is written from now on, in the order of the lines'
 * times. It needs no collector, and disturbs none. Thread-safe.
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

  /** Tells whose logs are meant, at this moment. */
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
   * Returns the end of the log of {@code user}, which need not be there yet.
   *
   * @param damage is told, in one line for people, of a file whose compression is broken; reading
   *     goes on with the next
   */
  public static LogTail of(Path logDir, String user, Consumer<String> damage) {
    List<String> one = List.of(user);
    return new LogTail(logDir, () -> one, damage);
  }

  /** Returns the end of everybody's log, also of users who get one later. */
  public static LogTail ofAll(Path logDir, Consumer<String> damage) {
    return new LogTail(logDir, () -> UserLogFile.users(logDir), damage);
  }

  /** Returns the last {@code count} lines, fewer when there are not so many, oldest first. */
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
   * Hands over the last {@code count} lines and then every line that is appended, each exactly once
   * and each log's in order, through any number of rollings, until {@code running} says no and what
   * was there by then is handed over. It looks every {@value #PAUSE_MILLIS} ms; an interrupt ends
   * it, too.
   *
   * @param sink takes the lines, in the calling thread
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

  /** What a user or a host writes who was not there before is all new. */
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
