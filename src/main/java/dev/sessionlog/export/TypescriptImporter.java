package dev.sessionlog.export;

import dev.sessionlog.recording.TimingEntry;
import dev.sessionlog.session.TerminalSize;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what script(1) made: the typescript, whose first line is not the session's, and the timing
 * file, classic or advanced. Input and signals are passed over.
 */
final class TypescriptImporter implements Importer {
  private static final int FIRST_LINE_LIMIT = 64 * 1024;
  private static final int LAST_LINE_LIMIT = 64 * 1024;
  private static final int PIECE = 64 * 1024;
  private static final Pattern DATE =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:[+-]\\d\\d:\\d\\d|Z))");
  private static final Pattern ASSIGNMENT = Pattern.compile("\\b([A-Z]+)=\"([^\"]*)\"");

  private final ForeignLines timing;
  private final InputStream typescript;
  private final ForeignClock clock = new ForeignClock();
  private final byte[] piece = new byte[PIECE];
  private @Nullable TimingEntry next;
  private byte[] firstLine = {};
  private long left;

  private TypescriptImporter(ForeignLines timing, InputStream typescript, long size) {
    this.timing = timing;
    this.typescript = typescript;
    this.left = size;
  }

  static Importer open(Path typescript, Path timing) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(typescript), PIECE * 2);
    try {
      return new TypescriptImporter(ForeignLines.open(timing), in, Files.size(typescript));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public ForeignHeader header() throws IOException {
    firstLine = readFirstLine();
    String line = new String(firstLine, StandardCharsets.UTF_8);
    Map<String, String> facts = new LinkedHashMap<>();
    next = entry();
    while (next instanceof TimingEntry.Header header) {
      facts.put(header.name(), header.value());
      next = entry();
    }
    if (facts.isEmpty()) {
      Matcher assignment = ASSIGNMENT.matcher(line);
      while (assignment.find()) {
        facts.put(assignment.group(1), assignment.group(2));
      }
    }
    Optional<Instant> started = date(facts.getOrDefault("START_TIME", "")).or(() -> date(line));
    return new ForeignHeader(started, size(facts), facts);
  }

  @Override
  public byte[] firstLine() {
    return firstLine.clone();
  }

  private byte[] readFirstLine() throws IOException {
    typescript.mark(FIRST_LINE_LIMIT);
    byte[] start = typescript.readNBytes(FIRST_LINE_LIMIT);
    typescript.reset();
    int length = 0;
    while (length < start.length && start[length] != '\n') {
      length++;
    }
    if (length == start.length) {
      return new byte[0];
    }
    left -= length + 1;
    return typescript.readNBytes(length + 1);
  }

  private static Optional<Instant> date(String text) {
    Matcher date = DATE.matcher(text);
    try {
      return date.find()
          ? Optional.of(OffsetDateTime.parse(date.group(1) + "T" + date.group(2)).toInstant())
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<TerminalSize> size(Map<String, String> facts) {
    try {
      return Optional.of(
          TerminalSize.of(
              Integer.parseInt(facts.getOrDefault("COLUMNS", "")),
              Integer.parseInt(facts.getOrDefault("LINES", ""))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private @Nullable TimingEntry entry() throws IOException {
    String line = timing.next();
    if (line == null) {
      return null;
    }
    return TimingEntry.parse(line)
        .orElseThrow(
            () -> timing.problem("not a timing entry, expected '0.012345 80' or 'O 0.012345 80'"));
  }

  @Override
  public void events(Sink sink) throws IOException {
    while (next != null) {
      give(next, sink);
      next = entry();
    }
    sink.passed(clock.at());
    sink.lastLine(typescript.readNBytes(LAST_LINE_LIMIT));
  }

  private void give(TimingEntry entry, Sink sink) throws IOException {
    if (!clock.goTo(micros(clock.at()) + micros(entry.delay()))) {
      throw timing.problem("the time is more than 100 years after the start");
    }
    if (entry instanceof TimingEntry.Output output) {
      copy(output.bytes(), sink);
    } else if (entry instanceof TimingEntry.Resize resize) {
      sink.resize(clock.at(), resize.size());
    } else if (entry instanceof TimingEntry.Header header) {
      sink.fact(clock.at(), header.name(), header.value());
      if (header.name().equals("EXIT_CODE") && header.value().matches("\\d{1,9}")) {
        sink.exitCode(Integer.parseInt(header.value()));
      }
    }
  }

  private static long micros(Duration time) {
    return time.compareTo(Export.LONGEST) > 0
        ? Export.LONGEST.toNanos() / 1000 + 1
        : time.toNanos() / 1000;
  }

  private void copy(long bytes, Sink sink) throws IOException {
    if (bytes > left) {
      throw timing.problem("needs " + bytes + " bytes of the typescript, has " + left);
    }
    left -= bytes;
    for (long missing = bytes; missing > 0; ) {
      int count = typescript.readNBytes(piece, 0, (int) Math.min(PIECE, missing));
      if (count == 0) {
        throw timing.problem("the typescript became shorter");
      }
      sink.output(clock.at(), piece, 0, count);
      missing -= count;
    }
  }

  @Override
  public void close() throws IOException {
    timing.close();
    typescript.close();
  }
}
