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

  /** Else one user's processes would make every other's terminal one without a recording. */
  @Test
  void whatAUserKeepsWaitingIsTheirsAlone() throws IOException {
    for (long pid = 1; pid <= PatientReads.MOST_LEFT + 20; pid++) {
      Unix.load().mkfifo(process(pid), 0600);
      Files.writeString(proc.resolve(pid + "/status"), "Name:\tx\nUid:\t1001\t1001\t1001\t1001\n");
    }
    Files.writeString(process(500), "/bin/sh\0-c\0");
    Files.writeString(proc.resolve("500/status"), "Name:\tsh\nUid:\t1002\t1002\t1002\t1002\n");
    CommandLines lines = new CommandLines(proc);
    for (long pid = 1; pid <= PatientReads.MOST_LEFT + 20; pid++) {
      assertEquals(CommandLines.UNREADABLE, lines.nameOf(pid));
    }
    assertEquals("/bin/sh", lines.nameOf(500));
  }

  /** There a user has as many uids as they like. */
  @Test
  void inUserNamespacesAllAreOneUsers() throws IOException {
    namespace("self", "user:[1]");
    for (long pid = 1; pid <= PatientReads.MOST_LEFT + 20; pid++) {
      Unix.load().mkfifo(process(pid), 0600);
      Files.writeString(proc.resolve(pid + "/status"), "Uid:\t%1$d\t%1$d\n".formatted(pid));
      namespace("" + pid, "user:[2]");
    }
    Files.writeString(process(500), "/bin/sh\0-c\0");
    Files.writeString(proc.resolve("500/status"), "Uid:\t1002\t1002\t1002\t1002\n");
    namespace("500", "user:[1]");
    CommandLines lines = new CommandLines(proc);
    for (long pid = 1; pid <= PatientReads.MOST_LEFT + 20; pid++) {
      assertEquals(CommandLines.UNREADABLE, lines.nameOf(pid));
    }
    assertEquals("/bin/sh", lines.nameOf(500));
  }

  private void namespace(String process, String name) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(process + "/ns"));
    Files.createSymbolicLink(folder.resolve("user"), Path.of(name));
  }
}
