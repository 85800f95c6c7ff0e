package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of metrics, in a folder where others may write, too. */
class MetricsTextTest {
  @TempDir private Path dir;

  @Test
  void aPlantedLinkIsReplacedAndNotFollowed() throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "kept");
    Path folder = Files.createDirectory(dir.resolve("textfile"));
    Path file = folder.resolve("sessionlog.prom");
    Files.createSymbolicLink(file, secret);
    // The name of which could be foreseen.
    Path next = folder.resolve(".sessionlog.prom." + ProcessHandle.current().pid());
    Files.createSymbolicLink(next, secret);
    Unix unix = Unix.load();
    unix.umask(077);
    try {
      new MetricsText().gauge("up", "Up.", 1).replace(file);
    } finally {
      unix.umask(022);
    }
    assertEquals("kept", Files.readString(secret));
    assertFalse(Files.isSymbolicLink(file));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).endsWith("sessionlog_up 1\n"));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(next, file), left.sorted().toList());
    }
  }

  @Test
  void aFileThatCannotBeMadeIsNamedAsItWasAskedFor(@TempDir Path folder) {
    Path file = folder.resolve("missing/x.prom");

    IOException refused =
        assertThrows(
            IOException.class, () -> new MetricsText().gauge("up", "Up.", 1).replace(file));

    assertEquals(file + ": No such file or directory", refused.getMessage());
  }
}
