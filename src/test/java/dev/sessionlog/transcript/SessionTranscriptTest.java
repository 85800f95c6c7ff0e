package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SessionTranscriptTest {
  private static final Duration NOW = Duration.ofSeconds(1);

  private final List<String> lines = new ArrayList<>();

  @Test
  void sizeBeyondTheLimitsIsSaid() {
    SessionTranscript transcript = transcript("alice", new TerminalSize(5000, 5000));
    transcript.begin();
    transcript.resize(NOW, new TerminalSize(26, 10_000));
    transcript.resize(NOW, new TerminalSize(80, 24));

    assertEquals(
        List.of(
            "-- session opened: alice on /dev/pts/3, 5000x5000, drawn as 4096x32",
            "-- window resized: 26x10000, drawn as 26x1024",
            "-- window resized: 80x24"),
        lines);
  }

  @Test
  void widestLineStaysWhole() {
    SessionTranscript transcript = transcript("alice", new TerminalSize(10_000, 24));
    String text = "x".repeat(9_000);
    output(transcript, text + "\r\n$ ");

    assertEquals(List.of(text), lines);
  }

  @Test
  void leftOutMarksAreSaidOnceAndCounted() {
    SessionTranscript transcript = transcript("alice", new TerminalSize(80, 24));
    output(
        transcript, "a\r\ne" + "\u0301".repeat(20) + "\r\ne" + "\u0301".repeat(18) + "\r\nb\r\n");
    transcript.end(NOW, ended(session("alice", TerminalSize.DEFAULT)));

    assertEquals("-- too many combining characters", lines.get(0).split(":")[0]);
    assertEquals("a", lines.get(1));
    assertEquals("-- combining characters left out: 6", lines.get(lines.size() - 2));
    assertEquals(2, lines.stream().filter(line -> line.contains("combining")).count());
  }

  @Test
  void whatStandsAboveTheCursorComesBeforeANewSize() {
    SessionTranscript transcript = transcript("alice", new TerminalSize(80, 24));
    output(transcript, "$ ls\r\na\r\n$ ec");
    transcript.resize(NOW.plusMillis(1), new TerminalSize(100, 30));
    output(transcript, "ho b\r\nb\r\n$ ");
    transcript.resize(NOW.plusMillis(2), new TerminalSize(80, 24));

    assertEquals(
        List.of(
            "$ ls", "a", "-- window resized: 100x30", "$ echo b", "b", "-- window resized: 80x24"),
        lines);
  }

  @Test
  void onlyASessionThatEndedHasALineThatSaysSo() {
    Session session = session("alice", TerminalSize.DEFAULT);
    SessionTranscript live = transcript("alice", TerminalSize.DEFAULT);
    output(live, "a\r\n$ ");
    live.end(NOW, session);
    assertEquals(List.of("a", "$"), lines);

    lines.clear();
    SessionTranscript over = transcript("alice", TerminalSize.DEFAULT);
    output(over, "a\r\n$ ");
    over.end(NOW, ended(session));
    assertEquals(
        List.of("a", "$", "-- session closed: complete after 1s, exit code 0, 7 bytes"), lines);
  }

  @Test
  void reducedOneGoesOnWithASmallScreen() {
    SessionTranscript transcript = transcript("alice", new TerminalSize(300, 100));
    output(transcript, "a\r\nb\r\n$ ");
    transcript.reduce(NOW, "memory is short");
    output(transcript, "ls " + "x".repeat(200) + "\r\nc\r\n$ ");
    transcript.resize(NOW, new TerminalSize(200, 60));
    transcript.end(NOW, session("alice", TerminalSize.DEFAULT));

    assertEquals(
        List.of(
            "a",
            "b",
            "-- drawn as 160x25 from here on: memory is short",
            "$ ls " + "x".repeat(200),
            "c",
            "-- window resized: 200x60, drawn as 160x25",
            "$"),
        lines);
    assertTrue(transcript.footprint() < TranscriptRenderer.MOST_BYTES_REDUCED);
  }

  /** Names, titles and values of markers come from anywhere, and go to files and terminals. */
  @Test
  void noLineHoldsControlCharacters() {
    String evil = "a\033[31mb\u009bc\nd\u202ee\u200bf\u2028g";
    SessionTranscript transcript = transcript(evil, new TerminalSize(80, 24));
    transcript.begin();
    transcript.header(NOW, "MARKER", evil);
    transcript.header(NOW, "GAP", "1 2 x y " + evil);
    transcript.header(NOW, "GAP", evil);
    output(transcript, "$ x\r\n\033]2;a\001b\u200bc\033\\\033[?1049h\033[?1049l$ ");
    transcript.reduce(NOW, evil);
    transcript.end(NOW, ended(session(evil, TerminalSize.DEFAULT)));

    assertTrue(
        lines.contains("-- a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg"), lines::toString);
    assertTrue(lines.contains("[full-screen: ab\uFFFDc]"), lines::toString);
    lines.forEach(line -> assertEquals(PlainText.of(line), line));
  }

  private SessionTranscript transcript(String user, TerminalSize size) {
    return new SessionTranscript(
        session(user, size), Duration.ofSeconds(2), (at, text) -> lines.add(text));
  }

  private static void output(SessionTranscript transcript, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    transcript.output(NOW, bytes, 0, bytes.length);
    transcript.quiet(NOW.plusSeconds(5));
  }

  private static Session ended(Session session) {
    return session.ended(SessionState.COMPLETE, session.started().plus(NOW), OptionalInt.of(0), 7);
  }

  private static Session session(String user, TerminalSize size) {
    return SampleSession.named("20261124T100000-bcdf").user(user).size(size).build();
  }
}
