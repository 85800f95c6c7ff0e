package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages where the journal takes them. */
class JournalOutputTest {
  private static String written(String... pieces) throws IOException {
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    JournalOutput output = new JournalOutput(journal);
    for (String piece : pieces) {
      output.write(piece.getBytes(StandardCharsets.UTF_8));
    }
    output.flush();
    return journal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aMessageHasItsSeverityInPlaceOfTheName() throws IOException {
    assertEquals(
        "<4>a: sessionlog: b\n<4>c\n",
        written("sessionlog: a: sessionlog: b\nsess", "ionlog: c\n"));
    assertEquals("session\nsessionlog list\n", written("session\nsessionlog list\n"));
    assertEquals("\nsessio", written("\nsessio"));
  }

  @Test
  void theJournalIsKnownByTheFileThatSystemdNames(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("stream"), "");
    String stream =
        Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");

    assertTrue(JournalOutput.isJournal(file, Map.of("JOURNAL_STREAM", stream)));
    assertFalse(JournalOutput.isJournal(dir, Map.of("JOURNAL_STREAM", stream)));
    assertFalse(JournalOutput.isJournal(dir.resolve("gone"), Map.of("JOURNAL_STREAM", stream)));
    assertFalse(JournalOutput.isJournal(file, Map.of()));
  }

  @Test
  void anErrorIsOne(@TempDir Path dir) {
    CliWorld world = new CliWorld(dir);
    world.journal = true;

    assertEquals(
        "<3>-n x: expected a number of lines, or +N to begin at line N\n",
        world.sessionlog("tail", "-n", "x", "nobody").exitsWith(ExitCode.USAGE).err());
  }
}
