package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLogsTest {
  @TempDir Path logDir;

  private final List<String> troubles = new ArrayList<>();
  private final FakeClock clock = new FakeClock(Instant.now());
  private final Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");

  @AfterEach
  void nothingWasTroubling() {
    assertEquals(List.of(), troubles);
  }

  @Test
  void lineHasTimeOnScreenPlaceTerminalAndText() throws IOException {
    try (UserLogs logs = open(TranscriptSettings.defaults())) {
      logs.append(alice.line(17, "$ git commit -m fix"));
      String line = Files.readString(logDir.resolve("alice.log"));
      assertTrue(
          line.matches(
              "2026-11-23T\\d\\d:\\d\\d:\\d\\d\\.123[-+]\\d\\d:\\d\\d "
                  + "20261123T062510-k3f9:17 pts/3 \\$ git commit -m fix\n"),
          line);
    }
  }

  @Test
  void rolledFilesTogetherHoldEveryLineOnceInOrder() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(1, 500));
    }
    assertTrue(UserLogFile.rolled(logDir, "alice").size() > 3);
    assertTrue(UserLogFile.rolled(logDir, "alice").stream().allMatch(UserLogFile::gzip));
    assertEquals(numbers(1, 500), numbersRead());
  }

  @Test
  void openingAgainGoesOnBehindTheRolledFiles() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (UserLogs logs = open(small())) {
        logs.append(alice.lines(1 + 100 * i, 100));
      }
    }
    assertEquals(numbers(1, 500), numbersRead());
  }

  private UserLogs open(TranscriptSettings settings) throws IOException {
    return UserLogs.open(logDir, settings, clock, troubles::add);
  }

  private static TranscriptSettings small() {
    return Transcripts.settings(4096);
  }

  private List<Long> numbersRead() throws IOException {
    try (Stream<String> lines = UserLogReader.of(logDir, "alice", troubles::add).lines()) {
      return Transcripts.numbers(lines);
    }
  }

  private static List<Long> numbers(long first, long count) {
    return LongStream.range(first, first + count).boxed().toList();
  }
}
