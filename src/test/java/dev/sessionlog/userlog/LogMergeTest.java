package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of several hosts' logs, in the order of their times. */
final class LogMergeTest {
  @Test
  void linesComeInTheOrderOfTheirTimesAndEachLogInItsOwn() {
    List<String> one =
        List.of("2026-11-24T11:00:00+00:00 a", "2026-11-24T11:00:03+00:00 c", "no time, behind c");
    List<String> other = List.of("2026-11-24T12:00:02+01:00 b", "2026-11-24T11:00:01Z late", "end");
    assertEquals(
        List.of(one.get(0), other.get(0), other.get(1), other.get(2), one.get(1), one.get(2)),
        merged(List.of(one, other)));
  }

  @Test
  void logsWithoutTimesKeepTheirOrder() {
    assertEquals(
        List.of("x", "y", "z"), merged(List.of(List.of("x", "y"), List.of(), List.of("z"))));
  }

  private static List<String> merged(List<List<String>> logs) {
    List<List<LoggedLine>> logged =
        logs.stream()
            .map(log -> log.stream().map(line -> new LoggedLine("alice", line)).toList())
            .toList();
    return LogMerge.byTime(logged).stream().map(LoggedLine::line).toList();
  }
}
