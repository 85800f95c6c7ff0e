package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session that script(1) recorded with {@code -m advanced}: a typescript, with the line that
 * script puts before the output, and its timing.
 */
final class CapturedSession {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Pattern SIZE = Pattern.compile("SIGWINCH ROWS=(\\d+) COLS=(\\d+)");

  /** Something at a time: so many bytes of output, or another size. */
  private record Entry(Duration at, int bytes, List<TerminalSize> size) {}

  private final byte[] typescript;
  private final List<Entry> entries = new ArrayList<>();
  private int columns = TerminalSize.DEFAULT.columns();
  private int rows = TerminalSize.DEFAULT.rows();
  private Duration end = Duration.ZERO;

  private CapturedSession(byte[] typescript) {
    this.typescript = typescript;
  }

  static CapturedSession read(Path directory) {
    try {
      CapturedSession session =
          new CapturedSession(Files.readAllBytes(directory.resolve("typescript")));
      Files.readAllLines(directory.resolve("timing")).forEach(session::entry);
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void entry(String line) {
    String[] fields = line.split(" ", 3);
    String[] delay = fields[1].split("[.]", 2);
    end = end.plusSeconds(Long.parseLong(delay[0])).plusNanos(1000 * Long.parseLong(delay[1]));
    Matcher size = SIZE.matcher(fields[2]);
    if (fields[0].equals("O")) {
      entries.add(new Entry(end, Integer.parseInt(fields[2]), List.of()));
    } else if (size.matches()) {
      TerminalSize newSize =
          TerminalSize.of(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
      entries.add(new Entry(end, 0, List.of(newSize)));
    } else if (fields[2].startsWith("COLUMNS ")) {
      columns = Integer.parseInt(fields[2].substring("COLUMNS ".length()));
    } else if (fields[2].startsWith("LINES ")) {
      rows = Integer.parseInt(fields[2].substring("LINES ".length()));
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /**
   * Returns what programs had written at each pause of {@link #PAUSE} and at the end, up to the
   * first change of the terminal's size: what a person had the time to see.
   */
  List<byte[]> pauses() {
    int from = headerLength();
    int to = from;
    Duration last = Duration.ZERO;
    List<byte[]> pauses = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.size().isEmpty()) {
        break;
      }
      if (to > from && entry.at().minus(last).compareTo(PAUSE) >= 0) {
        pauses.add(Arrays.copyOfRange(typescript, from, to));
      }
      to = Math.min(to + entry.bytes(), typescript.length);
      last = entry.at();
    }
    pauses.add(Arrays.copyOfRange(typescript, from, to));
    return pauses;
  }

  /** Returns its transcript, rendered in pieces of at most {@code piece} bytes. */
  List<Rendering.Line> render(int piece) {
    Rendering rendering = new Rendering(columns, rows);
    int from = headerLength();
    for (Entry entry : entries) {
      entry.size().forEach(size -> rendering.renderer.resize(entry.at(), size));
      int to = Math.min(from + entry.bytes(), typescript.length);
      while (from < to) {
        int count = Math.min(piece, to - from);
        rendering.renderer.output(entry.at(), typescript, from, count);
        from += count;
      }
    }
    rendering.renderer.end(end);
    return rendering.lines;
  }

  /** The timing counts neither the first line of the typescript nor the last. */
  private int headerLength() {
    int length = 0;
    while (typescript[length] != '\n') {
      length++;
    }
    return length + 1;
  }
}
