package dev.sessionlog.search;

import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The lines on the alternate screen, which full-screen programs use. It is read when it has been
 * still for {@value #FRAME_MILLIS} ms, as long as an eye needs, and after {@value #SLICE} bytes of
 * output, so that nothing is missed. A line that was shown before is not passed on again. For one
 * thread.
 */
final class AlternateScreen implements RecordingSink {
  private static final long FRAME_MILLIS = 20;
  private static final int SLICE = 4096;

  /** The number of lines that are recognized again; beyond that, a line may be passed on twice. */
  private static final int MOST_KNOWN = 200_000;

  private final Terminal terminal;
  private final Lines lines;
  private final Set<String> known = new HashSet<>();
  private Duration last = Duration.ZERO;
  private int untold;
  private long looks = 1;

  /** Takes lines. */
  interface Lines {
    void line(Duration at, String text);
  }

  AlternateScreen(TerminalSize size, Lines lines) {
    this.lines = lines;
    terminal = new Terminal(size.columns(), size.rows(), new TerminalListener() {});
    terminal.setTime(looks);
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) {
    if (at.minus(last).toMillis() >= FRAME_MILLIS) {
      look();
      last = at;
    }
    int end = offset + length;
    for (int from = offset; from < end; ) {
      int count = Math.min(SLICE - untold, end - from);
      terminal.feed(bytes, from, count);
      from += count;
      untold += count;
      if (untold >= SLICE) {
        look();
      }
    }
  }

  @Override
  public void resize(Duration at, TerminalSize size) {
    look();
    terminal.resize(size.columns(), size.rows());
  }

  @Override
  public void header(Duration at, String name, String value) {}

  void end() {
    look();
  }

  private void look() {
    if (untold > 0 && terminal.isAlternateScreen()) {
      int row = 0;
      while (row < terminal.rows()) {
        row = line(row);
      }
    }
    untold = 0;
    looks++;
    terminal.setTime(looks);
  }

  /** Passes on the line that begins in a row, if it has changed since the last reading. */
  private int line(int first) {
    StringBuilder text = new StringBuilder();
    boolean changed = false;
    int row = first;
    do {
      Row shown = terminal.shownRow(row);
      changed |= shown.changedAt() >= looks;
      text.append(shown.text());
      row++;
    } while (row < terminal.rows() && terminal.shownRow(row).isContinuation());
    if (changed && text.length() > 0) {
      String line = text.toString();
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      if (known.add(line)) {
        lines.line(last, line);
      }
    }
    return row;
  }
}
