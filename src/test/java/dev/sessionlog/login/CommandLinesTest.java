package dev.sessionlog.login;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does to the memory of their process must not stop who asks for its name. */
class CommandLinesTest {
  @TempDir private Path proc;

  private Path process(long pid) throws IOException {
    return Files.createDirectory(proc.resolve(Long.toString(pid))).resolve("cmdline");
  }

  @Test
  void theNameIsTheFirstWord() throws IOException {
    Files.writeString(process(1), "-bash\0--norc\0");
    CommandLines lines = new CommandLines(proc);
    assertEquals("-bash", lines.nameOf(1));
    assertEquals("-bash", lines.nameOf(1));
    assertEquals("", lines.nameOf(2));
  }

  /** A pipe without a writer takes the place of memory that never comes. */
  @Test
  void whatIsNeverReadCountsAsALoginShell() throws IOException {
    CommandLines lines = new CommandLines(proc);
    for (long pid = 1; pid <= PatientReads.MOST_LEFT + 20; pid++) {
      Unix.load().mkfifo(process(pid), 0600);
    }
    assertTimeoutPreemptively(
        ofSeconds(15),
        () -> {
          for (int round = 0; round < 3; round++) {
            for (long pid = 1; pid <= PatientReads.MOST_LEFT + 20; pid++) {
              assertEquals(CommandLines.UNREADABLE, lines.nameOf(pid));
            }
          }
        });
  }
}
