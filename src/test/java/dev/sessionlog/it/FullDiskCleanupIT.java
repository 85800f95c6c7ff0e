package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TinyDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log dir on a disk of its own, without a byte of room: what cleanup is there for. */
final class FullDiskCleanupIT {
  private static final long KIB = 1024;

  @TempDir private Path root;
  private Installation installation;
  private Path disk;
  private @Nullable TinyDisk mounted;

  @BeforeEach
  void mount() throws Exception {
    installation = Installation.in(root);
    disk = Files.createDirectories(installation.logDir());
    mounted = TinyDisk.mount(disk, "1m");
    installation.configure("[retention]", "max_age = \"0\"", "min_free = \"200KiB\"");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted != null) {
      mounted.unmount();
    }
    installation.close();
  }

  private void fill() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
      assertThrows(
          IOException.class,
          () -> {
            while (true) {
              ballast.write(new byte[4096]);
            }
          });
    }
    assertEquals(0, free());
  }

  private long free() throws IOException {
    return Files.getFileStore(disk).getUsableSpace();
  }

  @Test
  void itMakesTheRoomThatIsToBeFreeAndNotesIt() throws Exception {
    StoredSession session = StoredSession.in(installation).output(0.1, "x".repeat(300 * 1024));
    installation.sessionlog("cleanup").exits(0);
    assertTrue(Files.exists(session.folder()), "there is room yet");
    fill();
    String planned = installation.sessionlog("cleanup", "--dry-run").exits(0).out();
    assertTrue(planned.contains(StoredSession.ID + ": retention.min_free: "), planned);
    installation.sessionlog("cleanup").exits(0);
    assertFalse(Files.exists(session.folder()));
    assertTrue(free() >= 200 * KIB, () -> "the disk: " + disk);
    String noted = Files.readString(disk.resolve("audit/audit.log"));
    assertTrue(noted.contains("cleanup removes session " + StoredSession.ID), noted);
  }

  @Test
  void whatIsHeldStaysOnAFullDisk() throws Exception {
    StoredSession session = StoredSession.in(installation).output(0.1, "x".repeat(300 * 1024));
    installation.sessionlog("hold", StoredSession.ID).exits(0);
    installation.sessionlog("cleanup").exits(0);
    fill();
    installation.sessionlog("cleanup").exits(0);
    assertTrue(Files.exists(session.folder()));
    assertEquals(300 * KIB + "Script started on today\n".length(), sizeOfTypescript(session));
  }

  private static long sizeOfTypescript(StoredSession session) throws IOException {
    return Files.size(session.folder().resolve("typescript"));
  }
}
