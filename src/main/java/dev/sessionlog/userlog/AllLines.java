package dev.sessionlog.userlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All lines of a log, file after file, with one file open at a time. Not thread-safe. */
final class AllLines extends AbstractSpliterator<String> {
  private final LogSnapshot log;
  private final Iterator<UserLogFile> rolled;
  private final Consumer<String> damage;
  private @Nullable LogLines lines;
  private long currentEnd;
  private boolean inCurrent;

  private AllLines(LogSnapshot log, long currentEnd, Consumer<String> damage) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.log = log;
    this.rolled = log.rolled().iterator();
    this.damage = damage;
    this.currentEnd = currentEnd;
  }

  /** Returns the lines of {@code log}, which the stream owns. */
  static Stream<String> stream(LogSnapshot log, Consumer<String> damage) throws IOException {
    long end = log.current() == null ? 0 : log.current().size();
    AllLines all = new AllLines(log, end, damage);
    return StreamSupport.stream(all, false).onClose(all::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super String> action) {
    try {
      String line = next();
      if (line != null) {
        action.accept(line);
      }
      return line != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable String next() throws IOException {
    while (true) {
      String line = lines == null ? null : lines.next();
      if (line != null && (!inCurrent || lines.consumed() <= currentEnd)) {
        return line;
      }
      if (inCurrent || !open()) {
        return null;
      }
    }
  }

  private boolean open() throws IOException {
    if (lines != null) {
      lines.close();
      lines = null;
    }
    if (rolled.hasNext()) {
      lines = LogLines.of(rolled.next(), damage);
      return true;
    }
    inCurrent = true;
    if (log.current() != null) {
      lines = LogLines.of(log.current(), 0);
    }
    return lines != null;
  }

  private void close() {
    try {
      if (lines != null) {
        lines.close();
      }
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
