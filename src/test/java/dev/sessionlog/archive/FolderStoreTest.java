package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TinyDisk;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ArchiveStoreContract {
  @TempDir private Path temporary;
  private Path root;

  @Override
  protected void makePlace() throws IOException {
    root = Files.createDirectory(temporary.resolve("archive"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
  }

  @Override
  protected ArchiveStore open(String writer) throws IOException {
    return FolderStore.open(new ArchiveUrl.Folder(root), writer, new Random(writer.hashCode()));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void objectsAreReadOnlyAndNothingElseIsLeft() throws IOException {
    put("a/b/c.gz", "one");
    put("a/b/c.gz", "two");
    assertEquals("r--------", permissions(root.resolve("a/b/c.gz")));
    try (Stream<Path> left = Files.list(root.resolve(".incoming"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whoMayReadTheFolderMayReadWhatIsInIt() throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
    put("a/b", "one");
    assertEquals("r--r-----", permissions(root.resolve("a/b")));
    assertEquals("rwxr-x---", permissions(root.resolve("a")));
  }

  @Test
  void whatADeadWriterLeftGoesWithTheNext() throws IOException {
    Path incoming = Files.createDirectories(root.resolve(".incoming"));
    Files.writeString(incoming.resolve("web1.0123"), "half");
    Files.writeString(incoming.resolve("web10.0123"), "another's");
    open("web1").close();
    try (Stream<Path> left = Files.list(incoming)) {
      assertEquals(List.of(incoming.resolve("web10.0123")), left.toList());
    }
  }

  @Test
  void whatIsNoObjectIsNotListed() throws IOException {
    put("a/1", "one");
    Files.writeString(root.resolve("a/.hidden"), "no object");
    Files.createSymbolicLink(root.resolve("a/link"), Path.of("/etc/passwd"));
    assertEquals(List.of("a/1"), all("", 1));
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("x"), "secret");
    Files.createSymbolicLink(root.resolve("d"), elsewhere);
    Files.createSymbolicLink(root.resolve("f"), elsewhere.resolve("x"));
    assertThrows(ArchiveException.class, () -> put("d/y", "one"));
    assertThrows(ArchiveException.class, () -> read("d/x"));
    assertThrows(ArchiveException.class, () -> read("f"));
    assertThrows(ArchiveException.class, () -> put("f", "one"));
    assertEquals(List.of(), all("d/", 10));
    assertEquals("secret", Files.readString(elsewhere.resolve("x")));
  }

  @Test
  void noNameLeadsOut() {
    for (String name : List.of("../x", "a/../../x", "/etc/passwd", "a//b", ".incoming/x", "")) {
      assertEquals(
          Kind.ABSENT, assertThrows(ArchiveException.class, () -> put(name, "one"), name).kind());
      assertThrows(ArchiveException.class, () -> read(name), name);
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    ArchiveUrl.Folder none = new ArchiveUrl.Folder(root.resolve("none"));
    ArchiveException e =
        assertThrows(ArchiveException.class, () -> FolderStore.open(none, new Random(1)));
    assertEquals(Kind.NO_ARCHIVE, e.kind());
    assertEquals(none + ": no such folder; make it, or mount what it is on", e.getMessage());
  }

  @Test
  @Tag("machine")
  void aFullOrReadOnlyDiskIsSaidAndLeavesNothingHalf() throws Exception {
    Path mount = Files.createDirectory(temporary.resolve("disk"));
    TinyDisk disk = TinyDisk.mount(mount, "2m");
    try {
      FolderStore small = FolderStore.open(new ArchiveUrl.Folder(mount), "web1", new Random(1));
      byte[] half = new byte[600_000];
      assertEquals(Outcome.STORED, put(small, "a/b", half));
      ArchiveException full = assertThrows(ArchiveException.class, () -> put(small, "a/c", half));
      assertEquals(Kind.FULL, full.kind());
      assertEquals(1, small.list("", "", 10).entries().size());
      disk.remount("ro");
      ArchiveException readOnly =
          assertThrows(ArchiveException.class, () -> put(small, "x/c", half));
      assertEquals(Kind.DENIED, readOnly.kind());
      assertTrue(readOnly.getMessage().contains("Read-only"), readOnly.getMessage());
    } finally {
      disk.unmount();
    }
  }
}
