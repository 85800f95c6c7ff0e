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
 * Notices when a session's terminal changes its size. It looks only when it is asked, and then not
 * more than some times a second: a program that draws anew after a change makes output, and the
 * question comes before that output is kept. For one thread.
 *
 * <p>After {@code su} the terminal is still that of whoever logged in first, and may not be opened.
 * Then it looks at the one that script(1) made, which script keeps at the same size.
 */
final class TerminalSizeWatch {
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  /** Finding it looks at every process. */
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
   * @param findInner finds the terminal that script made; called some times at the most
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

  /** Returns the terminal's size now, or the default of one that is gone or tells none. */
  static TerminalSize sizeOf(Unix unix, Path tty) {
    return look(unix, tty).orElse(TerminalSize.DEFAULT);
  }

  /** Returns the new size when it has changed since it was last told. */
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
