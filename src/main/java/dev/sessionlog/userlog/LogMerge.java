package dev.sessionlog.userlog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges the lines of several logs by time. Each log keeps its own order, and a line without a time
 * at its beginning stays behind the previous one.
 */
final class LogMerge {
  private LogMerge() {}

  /** The next line of the {@code log}-th log, and its time on screen. */
  private record Head(Instant time, int log, List<LoggedLine> lines, int next) {}

  /** Returns all lines of {@code logs}. */
  static List<LoggedLine> byTime(List<List<LoggedLine>> logs) {
    if (logs.size() == 1) {
      return logs.get(0);
    }
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::time).thenComparing(Head::log));
    for (int log = 0; log < logs.size(); log++) {
      add(heads, Instant.MIN, log, logs.get(log), 0);
    }
    List<LoggedLine> merged = new ArrayList<>();
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      merged.add(head.lines().get(head.next()));
      add(heads, head.time(), head.log(), head.lines(), head.next() + 1);
    }
    return merged;
  }

  private static void add(
      PriorityQueue<Head> heads, Instant last, int log, List<LoggedLine> lines, int next) {
    if (next < lines.size()) {
      Instant time = time(lines.get(next).line(), last);
      heads.add(new Head(time.isBefore(last) ? last : time, log, lines, next));
    }
  }

  private static Instant time(String line, Instant otherwise) {
    int blank = line.indexOf(' ');
    try {
      return OffsetDateTime.parse(blank < 0 ? line : line.substring(0, blank)).toInstant();
    } catch (DateTimeException none) {
      return otherwise;
    }
  }
}
