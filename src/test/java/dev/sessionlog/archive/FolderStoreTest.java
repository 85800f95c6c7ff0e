package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TinyDisk;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  @TempDir private Path temporary;
  private Path root;
  private ArchiveUrl.Folder url;
  private FolderStore store;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(temporary.resolve("archive"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    url = new ArchiveUrl.Folder(root);
    store = FolderStore.open(url, "web1", new Random(1));
  }

  private Outcome put(String name, String text) throws IOException {
    byte[] content = text.getBytes(UTF_8);
    return store.putIfAbsent(name, content, Sha256.of(content));
  }

  private String read(String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsThereIsNeverOverwritten() throws IOException {
    assertEquals(Outcome.STORED, put("a/b/c.gz", "one"));
    assertEquals(Outcome.ALREADY_THERE, put("a/b/c.gz", "one"));
    assertEquals(Outcome.CONFLICT, put("a/b/c.gz", "two"));
    assertEquals(Outcome.CONFLICT, put("a/b/c.gz", "ones"));
    assertEquals("one", read("a/b/c.gz"));
    assertEquals(
        "r--------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a/b/c.gz"))));
    try (Stream<Path> left = Files.list(root.resolve(".incoming"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whoMayReadTheFolderMayReadWhatIsInIt() throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
    put("a/b", "one");
    assertEquals(
        "r--r-----",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a/b"))));
    assertEquals(
        "rwxr-x---",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a"))));
  }

  @Test
  void ofManyWritersOneIsFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        String name = "x/" + round;
        List<Callable<Outcome>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String text = "writer " + i;
          FolderStore own = FolderStore.open(url, "w" + i, new Random(i));
          byte[] content = text.getBytes(UTF_8);
          writers.add(() -> own.putIfAbsent(name, content, Sha256.of(content)));
        }
        int stored = 0;
        for (Future<Outcome> outcome : threads.invokeAll(writers)) {
          assertTrue(List.of(Outcome.STORED, Outcome.CONFLICT).contains(outcome.get()));
          stored += outcome.get() == Outcome.STORED ? 1 : 0;
        }
        assertEquals(1, stored);
        assertTrue(read(name).startsWith("writer "));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatADeadWriterLeftGoesWithTheNext() throws IOException {
    Path incoming = Files.createDirectories(root.resolve(".incoming"));
    Files.writeString(incoming.resolve("web1.0123"), "half");
    Files.writeString(incoming.resolve("web10.0123"), "another's");
    FolderStore.open(url, "web1", new Random(1));
    try (Stream<Path> left = Files.list(incoming)) {
      assertEquals(List.of(incoming.resolve("web10.0123")), left.toList());
    }
  }

  @Test
  void aPartIsRead() throws IOException {
    put("a/b", "0123456789");
    try (InputStream in = store.read("a/b", 3, 4)) {
      assertEquals("3456", new String(in.readAllBytes(), UTF_8));
    }
    try (InputStream in = store.read("a/b", 8, 100)) {
      assertEquals("89", new String(in.readAllBytes(), UTF_8));
    }
    try (InputStream in = store.read("a/b", 100, 1)) {
      assertEquals(0, in.readAllBytes().length);
    }
  }

  @Test
  void namesAreListedInTheOrderOfTheirBytes() throws IOException {
    List<String> names = List.of("a-b/1", "a.b", "a/1", "a/2/x", "a/20", "b/1", "b/2", "ba");
    for (String name : names) {
      put(name, name);
    }
    Files.writeString(root.resolve("a/.hidden"), "no object");
    Files.createSymbolicLink(root.resolve("a/link"), Path.of("/etc/passwd"));
    for (int page = 1; page < 9; page++) {
      assertEquals(names, all("", page), "page of " + page);
    }
    assertEquals(List.of("a/1", "a/2/x", "a/20"), all("a/", 2));
    assertEquals(List.of("a/2/x", "a/20"), all("a/2", 1));
    assertEquals(List.of("b/1", "b/2", "ba"), all("b", 2));
    assertEquals(List.of(), all("c/", 2));
    assertEquals(List.of("a", "a-b", "b"), store.folders(""));
    assertEquals(List.of("2"), store.folders("a/"));
    assertEquals(List.of(), store.folders("nothing/"));
    assertEquals(5, store.describe("a/2/x").orElseThrow().size());
    assertFalse(store.describe("a/2").isPresent() || store.describe("a/3").isPresent());
  }

  private List<String> all(String prefix, int most) throws IOException {
    List<String> names = new ArrayList<>();
    String after = "";
    for (boolean more = true; more; ) {
      ArchiveStore.Page page = store.list(prefix, after, most);
      page.entries().forEach(entry -> names.add(entry.name()));
      more = page.more();
      after = names.isEmpty() ? "" : names.get(names.size() - 1);
    }
    return names;
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
  void whatIsNotThereIsSaid() {
    assertEquals(Kind.ABSENT, assertThrows(ArchiveException.class, () -> store.read("a/b")).kind());
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
      assertEquals(Outcome.STORED, small.putIfAbsent("a/b", half, Sha256.of(half)));
      ArchiveException full =
          assertThrows(
              ArchiveException.class, () -> small.putIfAbsent("a/c", half, Sha256.of(half)));
      assertEquals(Kind.FULL, full.kind());
      assertEquals(1, small.list("", "", 10).entries().size());
      disk.remount("ro");
      ArchiveException readOnly =
          assertThrows(
              ArchiveException.class, () -> small.putIfAbsent("x/c", half, Sha256.of(half)));
      assertEquals(Kind.DENIED, readOnly.kind());
      assertTrue(readOnly.getMessage().contains("Read-only"), readOnly.getMessage());
    } finally {
      disk.unmount();
    }
  }

  @Test
  void anArchiveSaysWhichItIs() throws IOException {
    assertTrue(ArchiveMark.read(store).isEmpty());
    ArchiveMark mark = ArchiveMark.readOrWrite(store, new Random(2));
    assertEquals(mark, ArchiveMark.readOrWrite(store, new Random(3)));
    assertEquals(mark, ArchiveMark.read(store).orElseThrow());
  }

  @Test
  void aLaterLayoutIsSaidInOneLine() throws IOException {
    put(ArchiveNames.MARK, "{\"layout\":2,\"id\":\"x\"}");
    ArchiveException e = assertThrows(ArchiveException.class, () -> ArchiveMark.read(store));
    assertEquals(Kind.NEWER_LAYOUT, e.kind());
    assertTrue(e.getMessage().contains("install a later one"), e.getMessage());
  }
}
