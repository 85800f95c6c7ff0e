package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must be; a test of each kind of store inherits it. */
public abstract class ArchiveStoreContract {
  private ArchiveStore store;

  /** Makes a place where nothing is yet. */
  protected abstract void makePlace() throws IOException;

  /** Opens the store at that place. */
  protected abstract ArchiveStore open(String writer) throws IOException;

  @BeforeEach
  final void begin() throws IOException {
    makePlace();
    store = open("web1");
  }

  @AfterEach
  final void close() throws IOException {
    store.close();
  }

  /** Returns the store that the test began with. */
  protected final ArchiveStore store() {
    return store;
  }

  protected final Outcome put(String name, String text) throws IOException {
    return put(store, name, text.getBytes(UTF_8));
  }

  protected static Outcome put(ArchiveStore store, String name, byte[] content) throws IOException {
    return store.putIfAbsent(name, content, Sha256.of(content));
  }

  protected final String read(String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private String read(String name, long from, long length) throws IOException {
    try (InputStream in = store.read(name, from, length)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  protected final List<String> all(String prefix, int most) throws IOException {
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
  void whatIsThereIsNeverOverwritten() throws IOException {
    for (String name : List.of("a/b/c.gz", "a/b/CORP%5Calice~+@.gz", "a/date=2026-11-24/x")) {
      assertEquals(Outcome.STORED, put(name, "one"));
      assertEquals(Outcome.ALREADY_THERE, put(name, "one"));
      assertEquals(Outcome.CONFLICT, put(name, "two"));
      assertEquals(Outcome.CONFLICT, put(name, "ones"));
      assertEquals("one", read(name));
    }
  }

  @Test
  void ofManyWritersOneIsFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<ArchiveStore> stores = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        stores.add(open("w" + i));
      }
      for (int round = 0; round < 20; round++) {
        String name = "x/" + round;
        List<Callable<Outcome>> writers = new ArrayList<>();
        for (ArchiveStore own : stores) {
          byte[] content = ("writer " + stores.indexOf(own)).getBytes(UTF_8);
          writers.add(() -> put(own, name, content));
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
      for (ArchiveStore own : stores) {
        own.close();
      }
    }
  }

  @Test
  void aLargeObjectComesBackAsItWas() throws IOException {
    byte[] content = new byte[8 << 20];
    new Random(5).nextBytes(content);
    assertEquals(Outcome.STORED, put(store, "a/large", content));
    assertEquals(Outcome.ALREADY_THERE, put(store, "a/large", content));
    try (InputStream in = store.read("a/large")) {
      assertArrayEquals(content, in.readAllBytes());
    }
  }

  @Test
  void aPartIsRead() throws IOException {
    put("a/b", "0123456789");
    assertEquals("3456", read("a/b", 3, 4));
    assertEquals("89", read("a/b", 8, 100));
    assertEquals("", read("a/b", 100, 1));
  }

  @Test
  void namesAreListedInTheOrderOfTheirBytes() throws IOException {
    List<String> names = List.of("a-b/1", "a.b", "a/1", "a/2/x", "a/20", "b/1", "b/2", "ba");
    for (String name : names) {
      put(name, name);
    }
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

  @Test
  void whatIsNotThereIsSaid() {
    assertEquals(Kind.ABSENT, assertThrows(ArchiveException.class, () -> read("a/b")).kind());
    assertEquals(Kind.ABSENT, assertThrows(ArchiveException.class, () -> read("a/b", 1, 2)).kind());
  }

  @Test
  void aTrialPassesAndLeavesTheMarkAlone() throws IOException {
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("not overwritten"));
    assertTrue(ArchiveTrial.of(store, new Random(1)).contains("not overwritten"));
    assertEquals(List.of(ArchiveNames.MARK), all("", 10));
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
