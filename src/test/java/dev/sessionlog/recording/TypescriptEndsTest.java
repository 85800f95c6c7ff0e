package dev.sessionlog.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypescriptEndsTest {
  private static final String FIRST = "Script started on 2026-11-24 10:00:00+00:00 [TERM=\"x\"]\n";
  private static final String LAST =
      "\nScript done on 2026-11-24 10:00:09+00:00 [COMMAND_EXIT_CODE=\"3\"]\n";

  @TempDir private Path folder;

  @Test
  void firstLineEndsAtTheFirstNewline() throws IOException {
    assertEquals(OptionalLong.of(FIRST.length()), firstLine(FIRST + "ls\r\n"));
    assertEquals(OptionalLong.of(1), firstLine("\n"));
  }

  @Test
  void firstLineWithoutNewlineIsNotThereYet() throws IOException {
    assertEquals(OptionalLong.empty(), firstLine(""));
    assertEquals(OptionalLong.empty(), firstLine("Script started on"));
    assertEquals(OptionalLong.empty(), firstLine("x".repeat(64 * 1024 - 1)));
  }

  @Test
  void whatHasNoNewlineForLongHasNoFirstLine() throws IOException {
    assertEquals(OptionalLong.of(0), firstLine("x".repeat(64 * 1024)));
  }

  @Test
  void lastLineTellsTheExitCode() throws IOException {
    TypescriptEnds.LastLine last = lastLine(FIRST + "ls\r\n" + LAST, FIRST.length());
    assertEquals(LAST.length(), last.length());
    assertEquals(OptionalInt.of(3), last.exitCode());
  }

  @Test
  void lastLineInAnotherLanguageIsOneToo() throws IOException {
    String german = "\nSkript beendet: 2026-11-24 10:00:09+00:00 [<nicht ausgeführt>]\n";
    TypescriptEnds.LastLine last = lastLine(FIRST + german, FIRST.length());
    assertEquals(german.getBytes(StandardCharsets.UTF_8).length, last.length());
    assertEquals(OptionalInt.empty(), last.exitCode());
  }

  /** As of RHEL 8; a newer script does not write such a line, so there it is output. */
  @Test
  void scriptBefore234SaysWhenItEndedAndNoMore() throws IOException {
    String first = "Script started on 2026-11-24 10:00:00+00:00\n";
    String last = "\nScript done on 2026-11-24 10:00:09+00:00\n";
    assertEquals(last.length(), lastLine(first + "ls\r\n" + last, first.length()).length());
    assertEquals(OptionalInt.empty(), lastLine(first + last, first.length()).exitCode());
    assertFalse(lastLine(FIRST + "ls\r\n" + last, FIRST.length()).present());
    assertFalse(lastLine(first + last + "$ ", first.length()).present());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "]\n",
        "x]\n",
        "\nScript done on today [x]\n",
        "\nScript done on 2026-11-24 10:00:09+00:00 [COMMAND_EXIT_CODE=\"3\"]",
        "\nScript done on 2026-11-24 10:00:09+00:00 [COMMAND_EXIT_CODE=\"3\"]\n$ ",
      })
  void whatStandsElsewhereOrLooksOtherwiseIsNoLastLine(String end) throws IOException {
    assertFalse(lastLine(FIRST + end, FIRST.length()).present());
  }

  @Test
  void lastLineBeginsNotBeforeWhatIsKnownToBeOutput() throws IOException {
    assertFalse(lastLine(FIRST + LAST, FIRST.length() + 1).present());
    assertFalse(lastLine(FIRST + LAST, (FIRST + LAST).length()).present());
  }

  @Test
  void exitCodeThatIsNoNumberIsNone() throws IOException {
    String odd = LAST.replace("\"3\"", "\"99999999999\"");
    assertEquals(OptionalInt.empty(), lastLine(odd, 0).exitCode());
  }

  private OptionalLong firstLine(String content) throws IOException {
    try (FileChannel channel = typescript(content)) {
      return TypescriptEnds.firstLineLength(channel);
    }
  }

  private TypescriptEnds.LastLine lastLine(String content, long from) throws IOException {
    try (FileChannel channel = typescript(content)) {
      return TypescriptEnds.lastLine(channel, from);
    }
  }

  private FileChannel typescript(String content) throws IOException {
    return FileChannel.open(Files.writeString(folder.resolve("typescript"), content));
  }
}
