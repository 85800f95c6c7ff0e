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
 * Reads a user's log: the current file and the rolled ones, compressed or not, as one text. It
 * needs no collector, and disturbs none. Lines come without their line end; a fragment that is
 * being written is not shown before its line end is there. Where several hosts have a log of the
 * user in one log dir, their lines come in the order of their times. Thread-safe.
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
    return tail().last(count).stream().map(LoggedLine::line).toList();
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
   * Hands over the last {@code count} lines and then every line that is appended, as {@link
   * LogTail#follow} does. The log need not be there yet.
   */
  public void follow(int count, BooleanSupplier running, Consumer<String> sink) throws IOException {
    tail().follow(count, running, logged -> sink.accept(logged.line()));
  }

  private LogTail tail() {
    return LogTail.of(logDir, user, damage);
  }
}
