package dev.sessionlog.userlog;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes transcript lines of one session for tests, and reads their numbers back. */
record Transcripts(SessionId session, String user) {
  private static final Instant TIME = Instant.parse("2026-11-23T06:25:10.123Z");

  Transcripts(String session, String user) {
    this(SessionId.parse(session).orElseThrow(), user);
  }

  TranscriptLine line(long number, String text) {
    return new TranscriptLine(session, user, "/dev/pts/3", "host1", number, TIME, text);
  }

  List<TranscriptLine> lines(long first, long count) {
    return LongStream.range(first, first + count)
        .mapToObj(number -> line(number, "text of the line with the number " + number))
        .toList();
  }

  static LogSettings settings(long maxFileSize) {
    return new LogSettings(
        DefaultSettings.PATTERN, maxFileSize, 0, 0, true, false, Optional.empty());
  }

  /** Returns a line as the default pattern writes it. */
  static String logLine(SessionId session, long number) {
    return "2026-11-23T06:25:10.123+00:00 " + session + ":" + number + " pts/3 text";
  }

  /** Returns {@code count} numbers from {@code first} on. */
  static List<Long> range(long first, long count) {
    return LongStream.range(first, first + count).boxed().toList();
  }

  static List<Long> numbers(Stream<String> logLines) {
    return logLines.map(line -> TranscriptPlace.of(line).orElseThrow().number()).toList();
  }
}
