package dev.sessionlog.userlog;

import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a user's log as one text: the current file and the rotated ones, compressed or not. It
 * works without a collector, and does not disturb one. Lines come without their line end, and a
 * line that is being written appears only when it is complete. If several hosts have a log of the
 * user in one log dir, their lines are merged by time. Thread-safe.
 */
public final class UserLogReader {
  private final Path logDir;
  private final String user;
  private final Consumer<String> damage;

  private UserLogReader(Path logDir, String user, Consumer<String> damage) {
    this.logDir = logDir;
    this.user = user;
    this.damage = damage;
  }

  /**
   * Returns a reader of the log of {@code user}, which need not exist yet.
   *
   * @param damage receives one line for people for each file that cannot be unpacked; reading
   *     continues with the next
   */
  public static UserLogReader of(Path logDir, String user, Consumer<String> damage) {
    return new UserLogReader(logDir, user, damage);
  }

  /** Returns the last {@code count} lines, or fewer if there are not so many, oldest first. */
  public List<String> last(int count) throws IOException {
    return tail().last(count).stream().map(LoggedLine::line).toList();
  }

  /**
   * Returns all lines of this moment, oldest first, without later ones. The stream is lazy, throws
   * {@link UncheckedIOException}, and must be closed.
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
   * Passes on the last {@code count} lines and then every appended line, like {@link
   * LogTail#follow}. The log need not exist yet.
   */
  public void follow(int count, BooleanSupplier running, Consumer<String> sink) throws IOException {
    tail().follow(count, running, logged -> sink.accept(logged.line()));
  }

  private LogTail tail() {
    return LogTail.of(logDir, user, damage);
  }
}
