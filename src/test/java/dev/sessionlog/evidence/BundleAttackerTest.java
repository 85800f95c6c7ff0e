package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody hands over as the bundle of a session who became root of its server at a time T,
 * and what it proves to somebody who has the first key, or a checkpoint from before T.
 * docs/evidence.md has the table.
 */
final class BundleAttackerTest {
  private static final int LINKS = 100;

  @TempDir private Path temporary;

  private SealedStore store;
  private SealedStore foreign;
  private SessionId session;
  private SessionId other;
  private Instant sealedAt;
  private Instant root;
  private SignedNote anchor;
  private Map<String, byte[]> real;
  private Map<String, byte[]> early;

  /** How a bundle is taken. */
  private enum Seen {
    PROVED,
    /** Nothing in it is wrong, and it is worth nothing. */
    NOT_PROVED,
    /** It says that it ends before the session did. */
    UNTIL,
    /** It says that it was sealed after T. */
    LATE,
    WRONG
  }

  /**
   * One row of the table.
   *
   * @param keyed what is seen by the first key
   * @param anchored what is seen by a checkpoint from before T
   */
  private record Row(String what, Seen keyed, Seen anchored, Forger forger) {}

  private interface Forger {
    Map<String, byte[]> bundle() throws IOException;
  }

  @BeforeEach
  void record() throws IOException {
    foreign = recorded("web2");
    foreign.output("alice", session, "ls -la /srv");
    foreign.end("alice", session);
    foreign.seal();
    store = recorded("web1");
    sealedAt = store.now();
    early = new TreeMap<>(BundleArchive.files(bundle(store, session, "alice")));
    store.output("alice", session, "rm -rf /srv");
    store.end("alice", session);
    other = store.begin("alice", "4444");
    store.output("alice", other, "a harmless session");
    store.end("alice", other);
    store.seal();
    store.audit("view alice");
    store.wait(3 * 24 * 3600);
    anchor = store.seal();
    real = BundleArchive.files(bundle(store, session, "alice"));
    root = store.now();
    store.wait(600);
  }

  private SealedStore recorded(String name) throws IOException {
    SealedStore made = new SealedStore(temporary.resolve(name), name);
    made.seal();
    session = made.begin("alice", "2222");
    made.output("alice", session, "first part ");
    made.seal();
    return made;
  }

  private List<Row> rows() {
    Seen wrong = Seen.WRONG;
    return List.of(
        new Row("the bundle as it is", Seen.PROVED, Seen.PROVED, () -> real),
        new Row("a word of the recording is changed", wrong, wrong, this::changed),
        new Row("its last file is left off", wrong, wrong, this::withoutSessionFile),
        new Row("of the same session on another host", wrong, wrong, this::foreign),
        new Row("another session under its name", wrong, wrong, this::renamed),
        new Row("the recording of another session in it", wrong, wrong, this::swapped),
        new Row("a bundle of before the session's end", Seen.UNTIL, Seen.NOT_PROVED, () -> early),
        new Row(
            "its last entries are left out, and what they seal", Seen.UNTIL, Seen.UNTIL, this::cut),
        new Row(
            "its page is another: told, and read by people", Seen.PROVED, Seen.PROVED, this::page),
        new Row("its first key is another", wrong, wrong, this::anotherKey),
        new Row("the chain is left out", Seen.NOT_PROVED, Seen.PROVED, this::withoutChain),
        new Row("the chain of another host", wrong, wrong, this::foreignChain),
        new Row("a later checkpoint is made up", wrong, wrong, this::later),
        new Row("a checkpoint is made up, signed by the key of T", wrong, wrong, this::madeUp),
        new Row("sealed anew by the key of T", Seen.LATE, Seen.LATE, () -> anew(store.now())),
        new Row(
            "sealed anew by the key of T, dated back",
            Seen.NOT_PROVED,
            Seen.NOT_PROVED,
            () -> anew(sealedAt)),
        new Row("sealed anew by the key of T, in a tree of its own", wrong, wrong, this::ownTree));
  }

  @TestFactory
  Stream<DynamicTest> whatIsHandedOver() {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.what(), () -> tried(row)));
  }

  private void tried(Row row) throws IOException {
    byte[] tar = BundleArchive.tar(row.forger().bundle());
    NoteKey key = LedgerSummary.firstKey(store.logDir()).orElseThrow();
    assertEquals(row.keyed(), seen(tar, Optional.of(key), List.of()), "by the first key");
    assertEquals(row.anchored(), seen(tar, Optional.empty(), List.of(anchor)), "by the anchor");
  }

  private Seen seen(byte[] tar, Optional<NoteKey> key, List<SignedNote> anchors)
      throws IOException {
    try {
      BundleVerdict verdict =
          new BundleCheck(key, KeptCheckpoints.of(anchors), bytes -> {})
              .verdict(new ByteArrayInputStream(tar));
      if (!verdict.problems().isEmpty() || !verdict.session().equals(session)) {
        return Seen.WRONG;
      } else if (verdict.trusted().isEmpty()) {
        return Seen.NOT_PROVED;
      } else if (!verdict.whole()) {
        return Seen.UNTIL;
      }
      return verdict.after().filter(root::isBefore).isPresent() || verdict.sealed().isAfter(root)
          ? Seen.LATE
          : Seen.PROVED;
    } catch (MalformedBundleException e) {
      return Seen.WRONG;
    }
  }

  private String top() {
    return BundleName.folder(session);
  }

  private Map<String, byte[]> changed() {
    return with(BundleName.TYPESCRIPT, replaced());
  }

  private byte[] replaced() {
    return new String(real.get(top() + BundleName.TYPESCRIPT), StandardCharsets.UTF_8)
        .replace("rm -rf /srv", "ls -la /srv")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> with(String name, byte[] content) {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    files.put(top() + name, content);
    return files;
  }

  private Map<String, byte[]> withoutSessionFile() {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    files.remove(top() + BundleName.SESSION_FILE);
    return files;
  }

  private Map<String, byte[]> foreign() throws IOException {
    return BundleArchive.files(bundle(foreign, session, "alice"));
  }

  private Map<String, byte[]> renamed() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String from = BundleName.folder(other);
    BundleArchive.files(bundle(store, other, "alice"))
        .forEach((name, content) -> files.put(top() + name.substring(from.length()), content));
    return files;
  }

  private Map<String, byte[]> swapped() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    Map<String, byte[]> others = BundleArchive.files(bundle(store, other, "alice"));
    for (String name : List.of(BundleName.TYPESCRIPT, BundleName.TIMING, BundleName.SESSION_FILE)) {
      files.put(top() + name, others.get(BundleName.folder(other) + name));
    }
    return files;
  }

  /** The bundle as it was before the session's end, in the checkpoint over its end. */
  private Map<String, byte[]> cut() {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    List<String> entries = files.keySet().stream().filter(n -> n.contains("/entry-")).toList();
    String last = entries.get(entries.size() - 1);
    String stem = last.substring(0, last.lastIndexOf('.'));
    files.keySet().removeIf(name -> name.startsWith(stem));
    for (String name : List.of(BundleName.TYPESCRIPT, BundleName.TIMING)) {
      files.put(top() + name, early.get(top() + name));
    }
    files.remove(top() + BundleName.SESSION_FILE);
    // Nothing else in that checkpoint: so it is that of before.
    for (String name : List.copyOf(files.keySet())) {
      if (early.containsKey(name)) {
        files.put(name, early.get(name));
      }
    }
    files.keySet().removeIf(n -> n.contains("/chain/") && !early.containsKey(n));
    files.keySet().removeIf(n -> n.contains("/later/"));
    Map<String, byte[]> ordered = new LinkedHashMap<>(files);
    addLater(ordered);
    return sorted(ordered);
  }

  /** What leads to the anchor, since whoever checks it has that. */
  private void addLater(Map<String, byte[]> files) {
    try {
      SignedNote note =
          SignedNote.parse(
                  new String(files.get(top() + BundleName.CHECKPOINT), StandardCharsets.UTF_8))
              .orElseThrow();
      long size = LedgerExcerpt.size(anchor);
      ConsistencyProof proof =
          new LedgerTree(LedgerFolder.in(store.logDir()))
              .consistency(LedgerExcerpt.size(note), size);
      String name = top() + BundleName.of(BundleName.LATER, size, "");
      files.put(name + BundleName.PROOF, ProofText.of(proof).getBytes(StandardCharsets.UTF_8));
      files.put(name + BundleName.NOTE, anchor.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** In the order of a bundle: its page, the ledger, the recording. */
  private Map<String, byte[]> sorted(Map<String, byte[]> files) {
    Map<String, byte[]> sorted = new LinkedHashMap<>(files);
    files.keySet().stream()
        .filter(name -> name.startsWith(top() + BundleName.SESSION))
        .forEach(name -> sorted.put(name, sorted.remove(name)));
    return sorted;
  }

  private Map<String, byte[]> page() {
    return with(BundleName.PAGE, "Trust me.\n".getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, byte[]> anotherKey() throws IOException {
    String line = text(BundleName.FIRST + BundleName.LINE);
    String own = LedgerSummary.firstKey(store.logDir()).orElseThrow().toString();
    String theirs = LedgerSummary.firstKey(foreign.logDir()).orElseThrow().toString();
    return with(
        BundleName.FIRST + BundleName.LINE,
        line.replace(own, theirs).getBytes(StandardCharsets.UTF_8));
  }

  private String text(String name) {
    return new String(real.get(top() + name), StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> withoutChain() {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    files.keySet().removeIf(name -> name.contains("/" + BundleName.CHAIN));
    addLater(files);
    return sorted(files);
  }

  private Map<String, byte[]> foreignChain() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    foreign().forEach((name, content) -> files.replace(name, chain(name, content, files)));
    return files;
  }

  private static byte[] chain(String name, byte[] content, Map<String, byte[]> files) {
    return name.contains("/" + BundleName.CHAIN) ? content : files.get(name);
  }

  private Map<String, byte[]> later() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(real);
    String name =
        files.keySet().stream()
            .filter(n -> n.matches(".*/later/.*checkpoint"))
            .findFirst()
            .orElseThrow();
    Checkpoint at =
        Checkpoint.parse(new String(files.get(name), StandardCharsets.UTF_8)).orElseThrow();
    files.put(
        name,
        new Checkpoint(at.origin(), at.size(), Sha256.of(new byte[] {1}))
            .text()
            .getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private Map<String, byte[]> madeUp() throws IOException {
    Checkpoint at = Checkpoint.parse(anchor.text()).orElseThrow();
    Checkpoint forged = new Checkpoint(at.origin(), at.size(), Sha256.of(new byte[] {1}));
    return with(BundleName.CHECKPOINT, signed(forged).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Signs anything by the key of T. */
  private SignedNote signed(Checkpoint checkpoint) throws IOException {
    try (FileChannel file =
        FileChannel.open(store.ledger("key"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      KeyFile keys = new KeyFile(file);
      long there = keys.newest().orElseThrow();
      NoteKey key = new NoteKey(checkpoint.origin(), keys.open(there).orElseThrow());
      byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
      return SignedNote.of(checkpoint.text(), key, keys.sign(there, text));
    }
  }

  private LedgerEntry.Close close(Instant at) {
    byte[] typescript = replaced();
    return new LedgerEntry.Close(
        at,
        session,
        "alice",
        "ended",
        prefix(typescript),
        prefix(real.get(top() + BundleName.TIMING)),
        prefix(real.get(top() + BundleName.SESSION_FILE)));
  }

  private static Prefix prefix(byte[] bytes) {
    return new Prefix(bytes.length, Sha256.of(bytes));
  }

  /** The changed recording, which the key of T seals after all that was sealed. */
  private Map<String, byte[]> anew(Instant at) throws IOException {
    List<String> lines = Files.readAllLines(store.ledger("000000.jsonl"));
    lines.add(new String(close(at).line(), StandardCharsets.UTF_8));
    return forged(lines, lines.size() - 1);
  }

  /** The same, in a tree in which it stands where the session's own entries were. */
  private Map<String, byte[]> ownTree() throws IOException {
    List<String> lines = Files.readAllLines(store.ledger("000000.jsonl"));
    lines.set(3, new String(close(sealedAt).line(), StandardCharsets.UTF_8));
    return forged(lines, 3);
  }

  /** A bundle with one entry, in a checkpoint over these lines by the key of T. */
  private Map<String, byte[]> forged(List<String> lines, int index) throws IOException {
    Path forgery = Files.createDirectories(temporary.resolve("forgery/ledger"));
    Files.write(forgery.resolve("000000.jsonl"), lines);
    LedgerTree tree = new LedgerTree(new LedgerFolder(forgery));
    SignedNote note =
        signed(new Checkpoint("sessionlog/web1", lines.size(), tree.root(0, lines.size())));
    LedgerFolder own = LedgerFolder.in(store.logDir());
    List<SignedNote> notes = LedgerExcerpt.notes(own, 0);
    List<KeyChain.Link> chain =
        new KeyChain(own, new LedgerTree(own)).before(notes.size(), LINKS).orElseThrow();
    KeyChain.Link key = chain.get(chain.size() - 1);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(BundleName.PAGE, real.get(top() + BundleName.PAGE));
    files.put(BundleName.CHECKPOINT, utf8(note.toString()));
    add(files, BundleName.FIRST, lines, 0, tree);
    add(files, BundleName.KEY, lines, (int) key.next().index(), tree);
    add(files, BundleName.of(BundleName.ENTRY, index, ""), lines, index, tree);
    for (int i = 0; i < chain.size(); i++) {
      String name = BundleName.of(BundleName.CHAIN, i, "");
      files.put(name + BundleName.LINE, chain.get(i).next().line());
      files.put(name + BundleName.PROOF, utf8(ProofText.of(chain.get(i).proof())));
      files.put(name + BundleName.NOTE, utf8(chain.get(i).checkpoint().toString()));
    }
    files.put(BundleName.TYPESCRIPT, replaced());
    files.put(BundleName.TIMING, real.get(top() + BundleName.TIMING));
    files.put(BundleName.SESSION_FILE, real.get(top() + BundleName.SESSION_FILE));
    Map<String, byte[]> named = new LinkedHashMap<>();
    files.forEach((name, content) -> named.put(top() + name, content));
    return named;
  }

  private static void add(
      Map<String, byte[]> files, String name, List<String> lines, int index, LedgerTree tree)
      throws IOException {
    files.put(name + BundleName.LINE, utf8(lines.get(index)));
    files.put(name + BundleName.PROOF, utf8(ProofText.of(tree.inclusion(index, lines.size()))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bundle(SealedStore of, SessionId id, String user) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Recording recording = new Recording(id, of.folder(user, id));
    EvidenceBundle.of(of.logDir(), recording, List.of(), LINKS).orElseThrow().write(out);
    return out.toByteArray();
  }
}
