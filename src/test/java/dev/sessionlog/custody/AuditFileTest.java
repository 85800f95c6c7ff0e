package dev.sessionlog.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TinyDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log, on a disk that has room, and on one that has none. */
@Tag("machine")
class AuditFileTest {
  @TempDir private Path dir;

  private static Path log(Path logDir) {
    return logDir.resolve("audit/audit.log");
  }

  @Test
  void aLineAfterOneThatWasCutOffStandsAlone() throws IOException {
    AuditFile audit = new AuditFile(dir);
    audit.append("one\u0007\n1");
    Files.writeString(log(dir), Files.readString(log(dir)) + "cut o");
    audit.append("two");
    assertEquals(List.of("one  1", "cut o", "two"), Files.readAllLines(log(dir)));
  }

  @Test
  void nothingInALineActsOnATerminalOrLooksLikeAnotherLine() throws IOException {
    AuditFile audit = new AuditFile(dir);
    audit.append("a\u009b2Jb\u2028c\u2029d\u202ee\u0085f\u200bg");
    assertEquals(List.of("a 2Jb c d e f g"), Files.readAllLines(log(dir)));
  }

  @Test
  void onAFullDiskLinesWaitInTheReserveAndAreAllInTheLogLater() throws Exception {
    Path disk = Files.createDirectory(dir.resolve("disk"));
    TinyDisk mounted = TinyDisk.mount(disk, "256k");
    try {
      AuditFile audit = new AuditFile(disk);
      audit.prepare();
      List<String> noted = new ArrayList<>(List.of("first"));
      audit.append("first");
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      String words = " cleanup removes session".repeat(9);
      IOException full =
          assertThrows(
              IOException.class,
              () -> {
                while (true) {
                  audit.append(noted.size() + words);
                  noted.add(noted.size() + words);
                }
              });
      assertTrue(full.getMessage().contains("No space left"), full::toString);
      assertTrue(noted.size() > 200, noted.size() + " lines were taken");
      Files.delete(ballast);
      audit.append("last");
      noted.add("last");
      List<String> lines = new ArrayList<>(Files.readAllLines(log(disk)));
      lines.removeIf(line -> !noted.contains(line)); // halves of lines that found no room
      assertEquals(noted, lines);
      assertEquals(
          "", Files.readString(disk.resolve("audit/reserve")).strip(), "nothing is kept twice");
    } finally {
      mounted.unmount();
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException full) {
      assertTrue(full.getMessage().contains("No space left"), full::toString);
    }
  }
}
