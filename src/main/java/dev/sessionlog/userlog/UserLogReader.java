package dev.sessionlog.userlog;

import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a user's log: the current file and the rolled ones, compressed or not, as one text. It
 * needs no collector, and disturbs none. Lines come without their line end; a fragment that is
 * being written is not shown before its line end is there. Where several hosts have a log of the
 * user in one log dir, their lines come in the order of their times. Thread-safe.
 */
public final class UserLogReader {
  private static final long PAUSE_MILLIS = 100;

  private final Path logDir;
  private final String user;
  private final Consumer<String> damage;

  private UserLogReader(Path logDir, String user, Consumer<String> damage) {
    this.logDir = logDir;
    this.user = user;
    this.damage = damage;
  }

  /**
   * Returns a reader of the log of {@code user}, which need not be there yet.
   *
   * @param damage is told, in one line for people, of a file whose compression is broken; reading
   *     goes on with the next
   */
  public static UserLogReader of(Path logDir, String user, Consumer<String> damage) {
    return new UserLogReader(logDir, user, damage);
  }

  /** Returns the last {@code count} lines, fewer when there are not so many, oldest first. */
  public List<String> last(int count) throws IOException {
    List<List<String>> logs = new ArrayList<>();
    for (Seat seat : Seat.all(logDir)) {
      try (LogSnapshot log = LogSnapshot.take(seat.folder(), user)) {
        logs.add(LastLines.read(log, count, damage).lines());
      }
    }
    return lastOf(logs, count);
  }

  private static List<String> lastOf(List<List<String>> logs, int count) {
    List<String> merged = LogMerge.byTime(logs);
    return merged.subList(Math.max(0, merged.size() - count), merged.size());
  }

  /**
   * Returns all lines, oldest first, as they are at this moment; what is written later is not among
   * them. The stream reads as it goes, throws {@link UncheckedIOException}, and is to be closed.
   */
  public Stream<String> lines() throws IOException {
    List<Stream<String>> logs = new ArrayList<>();
    for (Seat seat : Seat.all(logDir)) {
      logs.add(AllLines.stream(LogSnapshot.take(seat.folder(), user), damage));
    }
    return logs.size() == 1
        ? logs.get(0)
        : logs.stream().flatMap(log -> log).onClose(() -> logs.forEach(Stream::close));
  }

  /**
   * Hands over the last {@code count} lines and then every line that is appended, each exactly once
   * and in order, through any number of rollings, until {@code running} says no and what was there
   * by then is handed over. The log need not be there yet. It looks every {@value #PAUSE_MILLIS}
   * ms; an interrupt ends it, too.
   *
   * @param sink takes the lines, in the calling thread
   */
  public void follow(int count, BooleanSupplier running, Consumer<String> sink) throws IOException {
    Map<Path, LogFollower> followers = new TreeMap<>();
    try {
      List<List<String>> last = new ArrayList<>();
      for (Seat seat : Seat.all(logDir)) {
        last.add(begin(seat.folder(), count, followers));
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

  private List<String> begin(Path folder, int count, Map<Path, LogFollower> followers)
      throws IOException {
    LogSnapshot log = LogSnapshot.take(folder, user);
    try {
      LastLines last = LastLines.read(log, count, damage);
      followers.put(folder, new LogFollower(folder, user, log, last.end(), damage));
      return last.lines();
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /** Another host may come to use the log dir: all that it writes is new. */
  private void addNew(Map<Path, LogFollower> followers, Consumer<String> sink) throws IOException {
    for (Seat seat : Seat.all(logDir)) {
      if (!followers.containsKey(seat.folder())) {
        begin(seat.folder(), Integer.MAX_VALUE - 1, followers).forEach(sink);
      }
    }
  }

  private static void poll(Map<Path, LogFollower> followers, Consumer<String> sink)
      throws IOException {
    for (LogFollower follower : followers.values()) {
      follower.poll(sink);
    }
  }
}
