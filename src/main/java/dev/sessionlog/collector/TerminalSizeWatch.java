package dev.sessionlog.collector;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects changes of a session's terminal size. It checks only on request, and at most some times a
 * second: programs redraw after a change, and the request comes before their output is recorded.
 * For one thread.
 *
 * <p>After {@code su} the terminal still belongs to the first user, and may be inaccessible. Then
 * it checks the one that script(1) created, which script keeps at the same size.
 */
final class TerminalSizeWatch {
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  /** Finding it scans all processes. */
  private static final long SEEK_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Unix unix;
  private final Path tty;
  private final Supplier<Optional<Path>> findInner;
  private @Nullable Path inner;
  private TerminalSize size;
  private long looked;
  private long soughtInner;

  /**
   * Creates a watch.
   *
   * @param findInner finds the terminal that script created; called only a few times
   */
  TerminalSizeWatch(
      Unix unix, Path tty, Supplier<Optional<Path>> findInner, TerminalSize size, long nowNanos) {
    this.unix = unix;
    this.tty = tty;
    this.findInner = findInner;
    this.size = size;
    this.looked = nowNanos - PAUSE_NANOS;
    this.soughtInner = nowNanos - SEEK_PAUSE_NANOS;
  }

  /** Returns the present size of the terminal, or the default if it is gone or has none. */
  static TerminalSize sizeOf(Unix unix, Path tty) {
    return look(unix, tty).orElse(TerminalSize.DEFAULT);
  }

  /** Returns the new size if it has changed since the last call. */
  Optional<TerminalSize> change(long nowNanos) {
    if (nowNanos - looked < PAUSE_NANOS) {
      return Optional.empty();
    }
    looked = nowNanos;
    Optional<TerminalSize> now =
        look(unix, tty).or(() -> lookInside(nowNanos)).filter(seen -> !seen.equals(size));
    now.ifPresent(seen -> size = seen);
    return now;
  }

  private Optional<TerminalSize> lookInside(long nowNanos) {
    if (inner == null && nowNanos - soughtInner >= SEEK_PAUSE_NANOS) {
      soughtInner = nowNanos;
      inner = findInner.get().orElse(null);
    }
    Path found = inner;
    return found == null ? Optional.empty() : look(unix, found);
  }

  private static Optional<TerminalSize> look(Unix unix, Path tty) {
    try (UnixFile terminal = unix.open(tty, OpenFlag.READ, OpenFlag.NONBLOCK, OpenFlag.NOCTTY)) {
      return terminal.windowSize().map(seen -> TerminalSize.of(seen.columns(), seen.rows()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
