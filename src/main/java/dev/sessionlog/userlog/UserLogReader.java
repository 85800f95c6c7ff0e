package dev.sessionlog.userlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a user's log: the current file and the rolled ones, compressed or not, as one text. It
 * needs no collector, and disturbs none. Lines come without their line end; a fragment that is
 * being written is not shown before its line end is there. Thread-safe.
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
    try (LogSnapshot log = LogSnapshot.take(logDir, user)) {
      return LastLines.read(log, count, damage).lines();
    }
  }

  /**
   * Returns all lines, oldest first, as they are at this moment; what is written later is not among
   * them. The stream reads as it goes, throws {@link UncheckedIOException}, and is to be closed.
   */
  public Stream<String> lines() throws IOException {
    return AllLines.stream(LogSnapshot.take(logDir, user), damage);
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
    LogSnapshot log = LogSnapshot.take(logDir, user);
    LastLines last;
    try {
      last = LastLines.read(log, count, damage);
    } catch (IOException e) {
      log.close();
      throw e;
    }
    try (LogFollower follower = new LogFollower(logDir, user, log, last.end(), damage)) {
      last.lines().forEach(sink);
      boolean more = running.getAsBoolean();
      follower.poll(sink);
      while (more) {
        Thread.sleep(PAUSE_MILLIS);
        more = running.getAsBoolean();
        follower.poll(sink);
      }
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
    }
  }
}
