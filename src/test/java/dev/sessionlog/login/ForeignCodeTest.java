package dev.sessionlog.login;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which code in the memory of a script is the system's. */
final class ForeignCodeTest {
  private static final long PID = 50;
  private static final long USER = 1000;
  private static final String HOME = "code from a file that its user can write to";
  private static final String ORDINARY =
      """
      55d0-55d1 r--p 00000000 fe:01 100 /usr/bin/script
      55d1-55d2 r-xp 00000000 fe:01 100 /usr/bin/script
      7f00-7f01 rw-p 00000000 00:00 0 [heap]
      7f02-7f03 r-xp 00000000 fe:01 101 /usr/lib/libc.so.6
      7f04-7f05 r-xp 00000000 00:00 0 [vdso]
      """;

  @TempDir private Path proc;
  private Path system;

  @BeforeEach
  void prepare() throws IOException {
    system = Files.createFile(proc.resolve("system"));
    mode("rwxr-xr-x");
    Files.createDirectories(proc.resolve(PID + "/map_files"));
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(
        proc.resolve("self/mountinfo"),
        """
        1 0 254:1 / / rw - ext4 /dev/vda1 rw
        2 1 0:50 / /home/bob/sshfs rw,nosuid shared:3 - fuse.sshfs bob rw
        """);
    Files.writeString(proc.resolve("self/maps"), "1-2 r-xp 0 fd:07 9 /usr/lib/libjvm.so\n");
    file("55d1-55d2", system);
    file("7f02-7f03", system);
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(system, PosixFilePermissions.fromString(mode));
  }

  private void file(String range, Path file) throws IOException {
    Files.createSymbolicLink(proc.resolve(PID + "/map_files/" + range), file);
  }

  private Map<Long, String> foreign(String maps) throws IOException {
    Files.writeString(proc.resolve(PID + "/maps"), maps);
    return new ForeignCode(proc).find(Map.of(USER, List.of(PID)));
  }

  @Test
  void theSystemsOwnIsNone() throws IOException {
    assertEquals(Map.of(), foreign(ORDINARY));
    assertEquals(Map.of(), foreign(ORDINARY.replace("fe:01", "fd:07")), "as of this program");
  }

  @Test
  void aFileThatOthersCanWriteToIs() throws IOException {
    mode("rwxr-xrwx");
    assertEquals(Map.of(PID, HOME), foreign(ORDINARY));
    mode("rwxrwxr-x"); // by root's group
    assertEquals(Map.of(), foreign(ORDINARY));
    Files.setAttribute(system, "unix:gid", 1000);
    assertEquals(Map.of(PID, HOME), foreign(ORDINARY));
    Files.setAttribute(system, "unix:gid", 0);
    Files.setAttribute(system, "unix:uid", 1000);
    assertEquals(Map.of(PID, HOME), foreign(ORDINARY));
  }

  @Test
  void aFileSystemOfAUsersIsWhateverItSaysWhoOwnsTheFile() throws IOException {
    String library = "7f06-7f07 r-xp 00000000 %s 7 /home/bob/sshfs/x.so\n";
    file("7f06-7f07", system);
    assertEquals(Map.of(), foreign(ORDINARY + library.formatted("fe:01")));
    assertEquals(Map.of(PID, HOME), foreign(ORDINARY + library.formatted("00:32")));
    assertEquals(Map.of(PID, HOME), foreign(ORDINARY + library.formatted("00:33")), "unknown");
  }

  @Test
  void memoryWithoutAFileIs() throws IOException {
    String none = "code that is in no file";
    assertEquals(Map.of(PID, none), foreign(ORDINARY + "8f06-8f07 rwxp 00000000 00:00 0\n"));
    assertEquals(
        Map.of(PID, none), foreign(ORDINARY + "8f06-8f07 rwxp 00000000 00:00 0 [anon:x]\n"));
  }

  /** Without the right to go to the file itself, one that was replaced since is passed over. */
  @Test
  void whatAnUpgradeReplacedIsNone() throws IOException {
    String library = "7f06-7f07 r-xp 00000000 fe:01 7 /usr/lib/old.so (deleted)\n";
    assertEquals(Map.of(), foreign(ORDINARY + library));
  }

  /** A pipe without a writer takes the place of a map that never comes. */
  @Test
  void aMapThatNeverComesIsToldInTheEndAndDelaysNothingElse() throws Exception {
    Unix.load().mkfifo(proc.resolve(PID + "/maps"), 0600);
    ForeignCode code = new ForeignCode(proc, Duration.ofMillis(20), Duration.ofMillis(500));
    Map<Long, List<Long>> scripts = Map.of(USER, List.of(PID));
    assertEquals(Map.of(), code.find(scripts), "it may only be late");
    assertTimeoutPreemptively(
        ofSeconds(20),
        () -> {
          while (!code.find(scripts).equals(Map.of(PID, "its memory cannot be read"))) {
            Thread.sleep(10);
          }
        });
  }
}
