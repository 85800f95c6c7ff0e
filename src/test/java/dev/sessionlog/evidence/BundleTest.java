package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A bundle proves its session to whoever has the first key or a checkpoint, and nothing else. */
final class BundleTest {
  private static final int NO_LINKS = -1;
  private static final int LINKS = 100;

  /** Every byte would take a minute: 1 for all of them. */
  private static final int STEP = Integer.getInteger("bundle.step", 61);

  @TempDir private Path temporary;

  private SealedStore store;
  private SessionId closed;
  private SessionId other;
  private SignedNote before;
  private SignedNote last;
  private Map<String, byte[]> files;
  private Map<String, byte[]> others;

  @BeforeEach
  void record() throws IOException {
    store = new SealedStore(temporary.resolve("log"), "web1");
    before = store.seal();
    closed = store.begin("alice", "2222");
    store.output("alice", closed, "first part ");
    store.seal();
    store.output("alice", closed, "second part");
    store.end("alice", closed);
    other = store.begin("bob", "4444");
    store.output("bob", other, "bob's session");
    store.end("bob", other);
    store.seal();
    store.audit("view alice");
    last = store.seal();
    files = BundleArchive.files(bundle("alice", closed, List.of(), LINKS));
    others = BundleArchive.files(bundle("bob", other, List.of(), LINKS));
  }

  private byte[] bundle(String user, SessionId id, List<SignedNote> anchors, int links)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Recording recording = new Recording(id, store.folder(user, id));
    EvidenceBundle.of(store.logDir(), recording, anchors, links).orElseThrow().write(out);
    return out.toByteArray();
  }

  private static BundleVerdict check(byte[] tar, Optional<NoteKey> key, SignedNote... anchors)
      throws IOException {
    return new BundleCheck(key, KeptCheckpoints.of(List.of(anchors)), bytes -> {})
        .verdict(new ByteArrayInputStream(tar));
  }

  private String top() {
    return "evidence-" + closed + "/";
  }

  @Test
  void theFirstKeyOrAnyCheckpointThatCoversItIsEnough() throws IOException {
    byte[] tar = BundleArchive.tar(files);
    BundleVerdict verdict = check(tar, Optional.of(store.firstKey()));
    assertEquals(List.of(), verdict.problems());
    assertEquals(List.of(), verdict.notes());
    assertEquals(Optional.of("the given first key"), verdict.trusted());
    assertTrue(verdict.whole());
    assertEquals("alice", verdict.user());
    for (SignedNote anchor : List.of(before, last)) {
      assertTrue(check(tar, Optional.empty(), anchor).trusted().isPresent(), anchor.toString());
    }
    assertTrue(check(tar, Optional.empty()).trusted().isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> aFileOfOtherContentIsNamedInOneLine() {
    return Stream.of(
            "",
            "\n",
            "\n\n",
            "\n\n\n\n",
            " ",
            "\0",
            "{}",
            "[]",
            "null",
            "entry 0 of 1",
            "\u2014 a A\n")
        .flatMap(
            content ->
                files.keySet().stream()
                    .filter(name -> !name.endsWith("README.txt"))
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                name + " " + content.length(),
                                () -> assertRefused(name, content))));
  }

  private void assertRefused(String name, String content) throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    changed.put(name, content.getBytes(StandardCharsets.UTF_8));
    try {
      BundleVerdict verdict =
          check(BundleArchive.tar(changed), Optional.of(store.firstKey()), last);
      assertFalse(verdict.problems().isEmpty());
      assertEquals(Optional.empty(), verdict.trusted());
    } catch (MalformedBundleException e) {
      assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
    }
  }

  @Test
  @Tag("exhaustive")
  void emptyFilesWithoutEndAreNotTaken() {
    MalformedBundleException refused =
        assertThrows(
            MalformedBundleException.class,
            () ->
                new BundleCheck(Optional.empty(), new KeptCheckpoints(), bytes -> {})
                    .verdict(endless()));
    assertTrue(String.valueOf(refused.getMessage()).contains("more than"), refused.getMessage());
  }

  /** An archive of a million empty files, and no end. */
  private InputStream endless() {
    return new InputStream() {
      private InputStream file = emptyFile(0);
      private int number;

      @Override
      public int read() throws IOException {
        if (file.available() == 0 && number < 1_000_000) {
          file = emptyFile(++number);
        }
        return file.read();
      }

      @Override
      public int read(byte[] target, int start, int length) throws IOException {
        if (file.available() == 0 && number < 1_000_000) {
          file = emptyFile(++number);
        }
        return file.read(target, start, length);
      }
    };
  }

  private ByteArrayInputStream emptyFile(int number) {
    try {
      String name = top() + BundleName.of(BundleName.CHAIN, number, BundleName.LINE);
      return new ByteArrayInputStream(TarWriter.head(name, 0, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void withoutTheChainTheFirstKeyIsNotEnoughButACheckpointIs() throws IOException {
    byte[] tar = bundle("alice", closed, List.of(), NO_LINKS);
    assertFalse(new String(tar, StandardCharsets.ISO_8859_1).contains("/chain/"));
    BundleVerdict keyed = check(tar, Optional.of(store.firstKey()));
    assertEquals(Optional.empty(), keyed.trusted());
    assertEquals(List.of(), keyed.problems());
    assertTrue(keyed.notes().toString().contains("--chain"), keyed.notes().toString());
    assertTrue(check(tar, Optional.empty(), last).trusted().isPresent());
    assertTrue(check(tar, Optional.empty(), before).trusted().isEmpty());
  }

  @Test
  void aCheckpointInTheMiddleIsReachedWhenItIsAskedFor() throws IOException {
    store.audit("view bob");
    SignedNote middle = store.seal();
    store.audit("view bob again");
    store.seal();
    byte[] plain = bundle("alice", closed, List.of(), NO_LINKS);
    assertTrue(check(plain, Optional.empty(), middle).trusted().isEmpty());
    byte[] led = bundle("alice", closed, List.of(middle), NO_LINKS);
    assertTrue(check(led, Optional.empty(), middle).trusted().isPresent());
  }

  @Test
  void aSessionThatGoesOnIsProvedAsFarAsItIsSealed() throws IOException {
    SessionId live = store.begin("carol", "5555");
    store.output("carol", live, "sealed ");
    store.seal();
    store.output("carol", live, "not yet");
    byte[] tar = bundle("carol", live, List.of(), LINKS);
    BundleVerdict verdict = check(tar, Optional.of(store.firstKey()));
    assertEquals(List.of(), verdict.problems());
    assertFalse(verdict.whole());
    byte[] typescript = BundleArchive.files(tar).get("evidence-" + live + "/session/typescript");
    assertTrue(new String(typescript, StandardCharsets.UTF_8).endsWith("sealed "));
  }

  @Test
  void aChangedRecordingMakesNoBundle() throws IOException {
    SealedStore.change(store.folder("alice", closed).resolve("typescript"), "second", "SECOND");
    assertEquals(
        "typescript: was changed since it was sealed",
        org.junit.jupiter.api.Assertions.assertThrows(
                CorruptRecordingException.class, () -> bundle("alice", closed, List.of(), LINKS))
            .getMessage()
            .replaceAll(".*/", ""));
  }

  /** What somebody does with a bundle; whoever checks it has the first key and a checkpoint. */
  private record Row(String what, Attack attack) {}

  private interface Attack {
    void on(Map<String, byte[]> files) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> eachChangeShows() {
    List<Row> rows = new ArrayList<>();
    for (String name : files.keySet()) {
      String part = name.substring(top().length());
      if (!part.equals(BundleName.PAGE)) {
        rows.add(new Row(part + ": its first byte", f -> flip(f, name, 0)));
        rows.add(new Row(part + ": a byte in its middle", f -> flip(f, name, -1)));
        rows.add(new Row(part + " is cut", f -> f.computeIfPresent(name, (n, b) -> cut(b))));
        rows.add(new Row(part + " is empty", f -> f.put(name, new byte[0])));
      }
      rows.add(new Row(part + " is removed", f -> f.remove(name)));
      String same = "evidence-" + other + "/" + part;
      if (!part.equals(BundleName.PAGE)
          && others.containsKey(same)
          && !Arrays.equals(others.get(same), files.get(name))) {
        rows.add(new Row(part + " is that of another session", f -> swap(f, name, same)));
      }
    }
    rows.add(new Row("all is of another session, under this name", this::another));
    rows.add(new Row("entries and recording of another session", this::anotherInside));
    rows.add(new Row("a file is added", f -> f.put(top() + "session/typescript.gz", one())));
    rows.add(new Row("a name that leads elsewhere", f -> f.put(top() + "../x", one())));
    rows.add(new Row("an entry is left out", this::withoutLastEntry));
    rows.add(
        new Row("the chain begins later", f -> f.keySet().removeIf(n -> n.contains("0000.ch"))));
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.what(), () -> shows(row)));
  }

  private void shows(Row row) throws IOException {
    Map<String, byte[]> forged = new LinkedHashMap<>(files);
    row.attack().on(forged);
    String seen;
    try {
      BundleVerdict verdict = check(BundleArchive.tar(forged), Optional.of(store.firstKey()), last);
      seen = String.join("; ", verdict.problems());
      assertTrue(verdict.trusted().isEmpty(), row.what());
    } catch (MalformedBundleException e) {
      seen = String.valueOf(e.getMessage());
    }
    assertFalse(seen.isEmpty(), row.what());
  }

  private static byte[] one() {
    return new byte[] {1};
  }

  private static void flip(Map<String, byte[]> files, String name, int place) {
    byte[] changed = files.get(name).clone();
    changed[place < 0 ? changed.length / 2 : place] ^= 1;
    files.put(name, changed);
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private void swap(Map<String, byte[]> files, String name, String same) {
    files.put(name, others.get(same));
  }

  private void another(Map<String, byte[]> files) {
    files.clear();
    others.forEach((name, content) -> files.put(top() + name.substring(top().length()), content));
  }

  private void anotherInside(Map<String, byte[]> files) {
    Map<String, byte[]> page = new LinkedHashMap<>(files);
    another(files);
    files.put(top() + BundleName.PAGE, page.get(top() + BundleName.PAGE));
  }

  private void withoutLastEntry(Map<String, byte[]> files) {
    String entry =
        files.keySet().stream()
            .filter(n -> n.contains("/entry-"))
            .reduce((a, b) -> b)
            .orElseThrow();
    String stem = entry.substring(0, entry.lastIndexOf('.'));
    files.keySet().removeIf(name -> name.startsWith(stem));
  }

  @Test
  void noByteOfABundleCanBeChangedAndNoneBeLeftOff() throws IOException {
    byte[] tar = bundle("alice", closed, List.of(), NO_LINKS);
    Optional<NoteKey> key = Optional.of(store.firstKey());
    int page = BundleArchive.files(tar).values().iterator().next().length;
    for (int i = new SecureRandom().nextInt(STEP); i < tar.length; i += STEP) {
      byte[] changed = tar.clone();
      changed[i] ^= 1;
      boolean inPage = i >= TarWriter.BLOCK && i < TarWriter.BLOCK + page; // only told of
      assertFalse(isProved(changed, key) && !inPage, "byte " + i + " changed");
    }
    for (int length = 0; length < tar.length; length += 331) {
      assertFalse(isProved(Arrays.copyOf(tar, length), key), "cut to " + length);
    }
    assertFalse(isProved(Arrays.copyOf(tar, tar.length + 1), key), "one more");
  }

  private boolean isProved(byte[] tar, Optional<NoteKey> key) throws IOException {
    try {
      return check(tar, key, last).trusted().isPresent();
    } catch (MalformedBundleException e) {
      return false;
    }
  }
}
