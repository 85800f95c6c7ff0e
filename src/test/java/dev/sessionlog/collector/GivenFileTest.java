package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of root's are given to a group. */
class GivenFileTest {
  private static final long GROUP = 6499;
  private static final int FILE = 0640;

  @TempDir private Path folder;
  private final Unix unix = Unix.load();

  @BeforeEach
  void requireRoot() {
    assumeTrue(unix.uid() == 0, "only root gives files away");
  }

  @Test
  void aFileAndAFolderOfRootsAreGivenWithTheirMode() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertTrue(GivenFile.give(unix, file, GROUP, FILE));
    assertEquals(GROUP, number(file, "gid"));
    assertEquals(FILE, number(file, "mode") & 07777);
    assertTrue(GivenFile.give(unix, folder, GROUP, 02750));
    assertEquals(02750, number(folder, "mode") & 07777);
  }

  /** With {@code fs.protected_hardlinks} 0 anybody can give such a name to a file of root's. */
  @Test
  void aFileThatHasAnotherNameIsNot() throws IOException {
    Path secret = Files.writeString(folder.resolve("shadow"), "secret");
    Files.setAttribute(secret, "unix:mode", 0600);
    Path link = folder.resolve("alice.log");
    Files.createLink(link, secret);
    assertFalse(GivenFile.give(unix, link, GROUP, FILE));
    assertEquals(0, number(secret, "gid"));
    assertEquals(0600, number(secret, "mode") & 07777);
  }

  @Test
  void linksPipesAndFilesOfOthersAreNot() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Files.setAttribute(file, "unix:uid", 6498);
    assertFalse(GivenFile.give(unix, file, GROUP, FILE));
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    assertFalse(GivenFile.give(unix, link, GROUP, FILE));
    assertEquals(0, number(target, "gid"));
    Path pipe = folder.resolve("pipe");
    unix.mkfifo(pipe, 0600);
    assertFalse(GivenFile.give(unix, pipe, GROUP, FILE));
    assertFalse(GivenFile.give(unix, folder.resolve("gone"), GROUP, FILE));
  }

  private static int number(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }
}
