package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody does who became root at a time T, and whether it shows: without anything that was
 * kept elsewhere, and with the first key and an anchor of T. docs/evidence.md has the table.
 */
@Tag("machine")
final class AttackerTest {
  /** What a collector cannot tell from its users' work, and takes into the ledger. */
  private static final Set<String> NOT_FOR_LONG =
      Set.of("a session is made up that ended before T", "a rolled log is removed");

  @TempDir private Path temporary;

  private int number;

  /** What the attacker finds: closed and live sessions, logs, removals; and what was kept. */
  private final class World {
    final SealedStore store;
    final SessionId closed;
    final SessionId second;
    final SessionId other;
    final SessionId live;
    final SessionId removed;
    final Path snapshot;
    final SignedNote anchor;
    final NoteKey key;

    World() throws IOException {
      Path folder = temporary.resolve("world" + number++);
      store = new SealedStore(folder.resolve("log"), "web1");
      store.seal();
      removed = store.begin("bob", "rrrr");
      store.output("bob", removed, "old");
      store.end("bob", removed);
      closed = store.begin("alice", "2222");
      store.output("alice", closed, "first part ");
      store.seal();
      store.output("alice", closed, "second part ");
      store.seal();
      snapshot = folder.resolve("snapshot");
      SealedStore.copy(store.logDir(), snapshot);
      store.output("alice", closed, "third part");
      store.end("alice", closed);
      second = store.begin("alice", "3333");
      store.output("alice", second, "another session");
      store.end("alice", second);
      other = store.begin("bob", "4444");
      store.output("bob", other, "bob's session");
      store.end("bob", other);
      store.cleanup("bob", removed);
      roll("alice", "alice.2026-11-26.0.log");
      live = store.begin("carol", "5555");
      store.output("carol", live, "still here");
      store.audit("view alice");
      anchor = store.seal();
      key = store.firstKey();
    }

    void roll(String user, String to) throws IOException {
      Files.move(store.logDir().resolve(user + ".log"), store.logDir().resolve(to));
      Files.writeString(store.logDir().resolve(user + ".log"), "a new one\n");
    }

    Path closedFile(String name) {
      return store.folder("alice", closed).resolve(name);
    }
  }

  /** One row of the table. */
  private record Row(String what, Shows alone, Shows kept, Attack attack) {}

  private interface Attack {
    void on(World world) throws IOException;
  }

  private enum Shows {
    YES,
    NO
  }

  private static Row row(String what, Attack attack) {
    return new Row(what, Shows.YES, Shows.YES, attack);
  }

  private static Row anchored(String what, Attack attack) {
    return new Row(what, Shows.NO, Shows.YES, attack);
  }

  private static Row never(String what, Attack attack) {
    return new Row(what, Shows.NO, Shows.NO, attack);
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(recordings());
    rows.addAll(strangeFiles());
    rows.addAll(wholeSessions());
    rows.addAll(logs());
    rows.addAll(ledger());
    rows.addAll(keys());
    rows.addAll(afterwards());
    return rows;
  }

  private static List<Row> recordings() {
    return List.of(
        row(
            "a word of a recording is changed",
            w -> SealedStore.change(w.closedFile("typescript"), "second", "SECOND")),
        row(
            "the last byte of a recording is changed",
            w -> SealedStore.change(w.closedFile("typescript"), "third part", "third parT")),
        row("a recording is cut by one byte", w -> cut(w.closedFile("typescript"), 1)),
        row("a recording is cut to nothing", w -> Files.write(w.closedFile("typescript"), none())),
        row(
            "something is added to a recording",
            w -> Files.writeString(w.closedFile("typescript"), "x", StandardOpenOption.APPEND)),
        row("a time is changed", w -> SealedStore.change(w.closedFile("timing"), "0.1", "0.2")),
        row("the timing file is cut", w -> cut(w.closedFile("timing"), 20)),
        row(
            "the exit code is changed",
            w ->
                SealedStore.change(
                    w.closedFile("session.json"), "\"exit_code\":0", "\"exit_code\":1")),
        row(
            "a session is given to another user in session.json",
            w -> SealedStore.change(w.closedFile("session.json"), "alice", "mallo")),
        row("the typescript is removed", w -> Files.delete(w.closedFile("typescript"))),
        row("session.json is removed", w -> Files.delete(w.closedFile("session.json"))),
        row(
            "a recording is replaced by another one of hers",
            w ->
                replaceFiles(w.store.folder("alice", w.second), w.store.folder("alice", w.closed))),
        row("an earlier state of a recording is put back", AttackerTest::replay),
        row(
            "what was sealed of a live session is changed",
            w ->
                SealedStore.change(
                    w.store.folder("carol", w.live).resolve("typescript"), "still", "STILL")),
        row(
            "a live session is cut to before its last seal",
            w -> cut(w.store.folder("carol", w.live).resolve("typescript"), 3)),
        row(
            "a compressed recording is replaced by another",
            w -> {
              gzip(w.closedFile("typescript"), "other");
              Files.delete(w.closedFile("typescript"));
            }));
  }

  private static List<Row> strangeFiles() {
    return List.of(
        row(
            "a recording is a link to a changed copy",
            w -> link(w.closedFile("typescript"), "second", "SECOND")),
        row("a recording is a FIFO", w -> fifo(w.closedFile("typescript"))),
        row("a recording is a folder", w -> folder(w.closedFile("timing"))),
        row("session.json is a FIFO", w -> fifo(w.closedFile("session.json"))),
        row("a log is a FIFO", w -> fifo(w.store.logDir().resolve("carol.log"))),
        row(
            "a log is a link to a changed copy",
            w -> link(w.store.logDir().resolve("carol.log"), "still", "STILL")),
        row("the audit log is a FIFO", w -> fifo(w.store.logDir().resolve("audit/audit.log"))),
        row("the checkpoints are a FIFO", w -> fifo(w.store.ledger("000000.checkpoints"))),
        row("the key is a FIFO", w -> fifo(w.store.ledger("key"))),
        row("the entries are a folder", w -> folder(w.store.ledger("000000.jsonl"))),
        row(
            "a compressed recording is followed by a second one",
            w -> {
              gzip(w.closedFile("typescript"), Files.readString(w.closedFile("typescript")));
              gzip(w.closedFile("timing"), "and rm -rf /srv\n");
              Path packed = w.closedFile("typescript.gz");
              Files.write(
                  packed, Files.readAllBytes(w.closedFile("timing.gz")), StandardOpenOption.APPEND);
              Files.delete(w.closedFile("timing.gz"));
              Files.delete(w.closedFile("typescript"));
            }));
  }

  private static void link(Path file, String from, String to) throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + "-copy");
    Files.move(file, copy);
    SealedStore.change(copy, from, to);
    Files.createSymbolicLink(file, copy);
  }

  private static void fifo(Path file) throws IOException {
    Files.delete(file);
    try {
      assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void folder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private static List<Row> wholeSessions() {
    return List.of(
        row("a session is removed", w -> SealedStore.remove(w.store.folder("alice", w.closed))),
        row(
            "all of a user are removed",
            w -> SealedStore.remove(w.store.logDir().resolve("sessions/alice"))),
        row(
            "all sessions are removed",
            w -> SealedStore.remove(w.store.logDir().resolve("sessions"))),
        row(
            "a live session is removed, with its entry in active/",
            w -> {
              SealedStore.remove(w.store.folder("carol", w.live));
              Files.delete(w.store.logDir().resolve("active/" + w.live));
            }),
        row(
            "two sessions change their names",
            w -> {
              Path away = w.store.logDir().resolve("away");
              Files.move(w.store.folder("alice", w.closed), away);
              Files.move(w.store.folder("alice", w.second), w.store.folder("alice", w.closed));
              Files.move(away, w.store.folder("alice", w.second));
            }),
        row(
            "a session is moved to another user",
            w -> {
              SealedStore.change(w.closedFile("session.json"), "alice", "bob");
              Files.move(w.store.folder("alice", w.closed), w.store.folder("bob", w.closed));
            }),
        row(
            "a session is made up that ended before T",
            w -> {
              Path made = w.store.logDir().resolve("sessions/bob/20261126T080130-vvvv");
              SealedStore.copy(w.store.folder("bob", w.other), made);
            }));
  }

  private static List<Row> logs() {
    return List.of(
        row(
            "a line of the audit log is changed",
            w -> SealedStore.change(w.store.logDir().resolve("audit/audit.log"), "view", "vieW")),
        row("the audit log is cut", w -> cut(w.store.logDir().resolve("audit/audit.log"), 5)),
        row(
            "the audit log is removed",
            w -> Files.delete(w.store.logDir().resolve("audit/audit.log"))),
        row(
            "a line of a rolled log is changed",
            w ->
                SealedStore.change(
                    w.store.logDir().resolve("alice.2026-11-26.0.log"), "first", "First")),
        row(
            "a rolled log is removed",
            w -> Files.delete(w.store.logDir().resolve("alice.2026-11-26.0.log"))),
        row(
            "a line of a log is changed",
            w -> SealedStore.change(w.store.logDir().resolve("carol.log"), "still", "Still")),
        row("a log is cut", w -> cut(w.store.logDir().resolve("bob.log"), 5)),
        row("a log is removed", w -> Files.delete(w.store.logDir().resolve("carol.log"))));
  }

  private static List<Row> ledger() {
    return List.of(
        row(
            "an entry of the ledger is changed",
            w -> SealedStore.change(w.store.ledger("000000.jsonl"), "\"alice\"", "\"mallo\"")),
        row("an entry is removed", w -> removeLine(w.store.ledger("000000.jsonl"), 4)),
        row("two entries are exchanged", AttackerTest::exchangeLines),
        row(
            "an entry is put in",
            w -> {
              List<String> lines = Files.readAllLines(w.store.ledger("000000.jsonl"));
              lines.add(3, lines.get(2));
              Files.write(w.store.ledger("000000.jsonl"), lines);
            }),
        row("the ledger's end is cut off", w -> cut(w.store.ledger("000000.jsonl"), 400)),
        row("the last checkpoint is removed", w -> keepCheckpoints(w.store, w.store.firstKey(), 3)),
        row("all checkpoints are removed", w -> Files.delete(w.store.ledger("000000.checkpoints"))),
        row("a checkpoint in the middle is removed", AttackerTest::removeMiddleCheckpoint),
        row(
            "a checkpoint is changed",
            w ->
                SealedStore.change(
                    w.store.ledger("000000.checkpoints"), "\n\n\u00e2", "\n \u00e2")),
        row("entries and checkpoints are cut to an earlier state", AttackerTest::cutToSnapshot),
        row("the whole ledger is removed", w -> SealedStore.remove(w.store.ledger(""))),
        anchored(
            "the ledger is begun anew over what was changed",
            w -> {
              SealedStore.change(w.closedFile("typescript"), "second", "SECOND");
              SealedStore.remove(w.store.ledger(""));
              w.store.seal();
            }),
        anchored(
            "another host's ledger and sessions are put in its place",
            w -> {
              SealedStore web2 = new SealedStore(w.store.logDir().resolveSibling("web2"), "web2");
              SessionId id = web2.begin("alice", "zzzz");
              web2.output("alice", id, "harmless");
              web2.end("alice", id);
              web2.seal();
              SealedStore.copy(web2.logDir(), w.store.logDir());
            }),
        anchored(
            "the whole log dir is rolled back to a snapshot",
            w -> SealedStore.copy(w.snapshot, w.store.logDir())),
        anchored(
            "the same, and the collector goes on from there",
            w -> {
              SealedStore.copy(w.snapshot, w.store.logDir());
              w.store.output("alice", w.closed, "something else");
              w.store.seal();
            }),
        row(
            "an index hides a session",
            w -> {
              Files.createDirectories(w.store.logDir().resolve("index"));
              Files.writeString(w.store.logDir().resolve("index/20261126.index"), "");
              SealedStore.remove(w.store.folder("alice", w.second));
            }));
  }

  private static List<Row> keys() {
    return List.of(
        row(
            "the end is cut off, and the key made to fit in its public half",
            w -> {
              cutToSnapshot(w);
              fakeKey(w);
            }),
        row(
            "a changed recording is adopted",
            w -> {
              SealedStore.change(w.closedFile("typescript"), "second", "SECOND");
              new Adoptions(w.store.logDir()).ask(w.closed);
              w.store.seal();
            }),
        row(
            "a changed recording is sealed anew by the key of T",
            w -> {
              SealedStore.change(w.closedFile("typescript"), "second", "SECOND");
              append(w, new LedgerEntry.Open(w.store.now(), w.closed, "alice"));
              append(w, closeAsItIs(w, w.closed, "alice"));
            }),
        row(
            "a changed live session is sealed anew by the key of T",
            w -> {
              Path folder = w.store.folder("carol", w.live);
              SealedStore.change(folder.resolve("typescript"), "still", "STILL");
              append(
                  w,
                  new LedgerEntry.Part(
                      w.store.now(),
                      w.live,
                      prefix(folder.resolve("typescript")),
                      prefix(folder.resolve("timing"))));
            }),
        row(
            "a changed log is sealed anew by the key of T",
            w -> {
              Path log = w.store.logDir().resolve("carol.log");
              SealedStore.change(log, "still", "Still");
              append(w, new LedgerEntry.File(w.store.now(), "carol.log", prefix(log)));
            }),
        row(
            "a changed audit log is sealed anew by the key of T",
            w -> {
              Path log = w.store.logDir().resolve("audit/audit.log");
              SealedStore.change(log, "view", "vieW");
              append(w, new LedgerEntry.File(w.store.now(), "audit/audit.log", prefix(log)));
            }),
        row(
            "a rolled log goes for a while, and comes back changed",
            w -> {
              Path rolled = w.store.logDir().resolve("alice.2026-11-26.0.log");
              Path away = w.store.logDir().resolve("away");
              Files.move(rolled, away);
              w.store.seal();
              SealedStore.change(away, "first", "First");
              Files.move(away, rolled);
              w.store.seal();
            }),
        row("the key is removed", w -> Files.delete(w.store.ledger("key"))),
        row(
            "the key is replaced by a new one",
            w -> {
              Files.delete(w.store.ledger("key"));
              try (FileChannel file = open(w.store.ledger("key"))) {
                new KeyFile(file).make(4);
              }
            }),
        row(
            "the key of T signs an older state again",
            w -> {
              cutToSnapshot(w);
              forge(w, 3);
            }),
        row(
            "a changed ledger is signed by the key of T",
            w -> {
              SealedStore.change(w.store.ledger("000000.jsonl"), "\"alice\"", "\"mallo\"");
              keepCheckpoints(w.store, w.key, 3);
              forge(w, 3);
            }),
        row(
            "the key of an older snapshot signs",
            w -> {
              cutToSnapshot(w);
              SealedStore.copy(w.snapshot.resolve("ledger"), w.store.ledger(""));
              SealedStore.change(w.store.ledger("000000.jsonl"), "\"alice\"", "\"mallo\"");
            }));
  }

  private static List<Row> afterwards() {
    return List.of(
        never(
            "a removal is noted in the audit log, and the session removed",
            w -> {
              w.store.cleanup("alice", w.second);
              w.store.seal();
            }),
        never(
            "what was recorded after T is changed before it is sealed",
            w -> {
              w.store.output("carol", w.live, "secret");
              SealedStore.change(
                  w.store.folder("carol", w.live).resolve("typescript"), "secret", "SECRET");
              w.store.seal();
            }),
        never("nothing is sealed any more", w -> w.store.wait(100_000)),
        row(
            "a live session is changed, and the collector seals it anew",
            w -> {
              SealedStore.change(
                  w.store.folder("carol", w.live).resolve("typescript"), "still", "STILL");
              w.store.output("carol", w.live, "more");
              w.store.seal();
            }),
        row(
            "a closed session is changed, and closed again by the key of T",
            w -> {
              SealedStore.change(w.closedFile("typescript"), "second", "SECOND");
              again(w, new LedgerEntry.Open(w.store.now(), w.closed, "alice"), closeOf(w));
            }),
        row(
            "a live session is changed, and a longer part sealed by the key of T",
            w -> {
              Path file = w.store.folder("carol", w.live).resolve("typescript");
              SealedStore.change(file, "still", "STILL");
              Files.writeString(file, "more", StandardOpenOption.APPEND);
              PrefixDigest timing = new PrefixDigest(file.resolveSibling("timing"));
              timing.to(Long.MAX_VALUE);
              again(w, new LedgerEntry.Part(w.store.now(), w.live, prefix(file), timing.prefix()));
            }),
        row(
            "a log is changed, and sealed anew by the key of T",
            w -> {
              Path file = w.store.logDir().resolve("carol.log");
              SealedStore.change(file, "still", "STILL");
              again(w, new LedgerEntry.File(w.store.now(), "carol.log", prefix(file)));
            }),
        row(
            "the audit log is changed, and sealed anew by the key of T",
            w -> {
              Path file = w.store.logDir().resolve("audit/audit.log");
              SealedStore.change(file, "view", "VIEW");
              again(w, new LedgerEntry.File(w.store.now(), "audit/audit.log", prefix(file)));
            }),
        row(
            "the audit log is changed, and the collector goes on",
            w -> {
              SealedStore.change(w.store.logDir().resolve("audit/audit.log"), "view", "VIEW");
              w.store.seal();
            }),
        row(
            "a log is removed, and the collector goes on",
            w -> {
              Files.delete(w.store.logDir().resolve("carol.log"));
              w.store.seal();
            }),
        row(
            "a live session is removed, and the collector goes on",
            w -> {
              SealedStore.remove(w.store.folder("carol", w.live));
              Files.delete(w.store.logDir().resolve("active/" + w.live));
              w.store.seal();
              w.store.wait(60);
              w.store.seal();
            }),
        row(
            "a session is moved into another user's folder as it is",
            w -> Files.move(w.store.folder("alice", w.closed), w.store.folder("bob", w.closed))),
        row(
            "a changed copy of a session lies beside it",
            w -> {
              SealedStore.copy(w.store.folder("alice", w.closed), w.store.folder("bob", w.closed));
              SealedStore.change(
                  w.store.folder("bob", w.closed).resolve("typescript"), "second", "SECOND");
            }),
        row(
            "the entries are removed, and a collector starts",
            w -> {
              Files.delete(w.store.ledger("000000.jsonl"));
              Files.delete(w.store.ledger("000000.checkpoints"));
              refused(w);
            }),
        row(
            "the first entry is changed, and a collector starts",
            w -> {
              SealedStore.change(w.store.ledger("000000.jsonl"), "\"begin\"", "'begin'");
              long bytes = Files.size(w.store.ledger("000000.jsonl"));
              refused(w);
              assertEquals(bytes, Files.size(w.store.ledger("000000.jsonl")));
            }),
        never(
            "a rolled log is removed, and the collector goes on: it is told, as a removal",
            w -> {
              Files.delete(w.store.logDir().resolve("alice.2026-11-26.0.log"));
              w.store.seal();
              assertEquals(List.of("alice.2026-11-26.0.log"), w.store.removedLogs());
            }),
        never(
            "recordings are compressed",
            w -> {
              gzip(w.closedFile("typescript"), Files.readString(w.closedFile("typescript")));
              Files.delete(w.closedFile("typescript"));
            }));
  }

  @BeforeEach
  void start() {
    number = 0;
  }

  @Test
  void nothingShowsWhereNothingWasDone() throws IOException {
    World world = new World();
    SealedStore.Seen seen = world.store.verify(Optional.of(world.key), List.of(world.anchor));
    assertTrue(seen.good(), seen.toString());
    assertEquals(List.of(), world.store.trouble());
    assertEquals(
        "bob removed; alice sealed; alice sealed; bob sealed; carol sealed until", seen.toString());
  }

  /** What a removal says of its time is what its writer wants; that it came later is told. */
  @Test
  void aRemovalThatIsDatedBackIsTold() throws IOException {
    World world = new World();
    assertEquals(List.of(), notes(world));
    SealedStore.remove(world.store.folder("alice", world.closed));
    LedgerEntry gone =
        new LedgerEntry.Gone(
            world.store.now().minusSeconds(100), world.closed, "uid 0", "older than 90 days");
    again(world, gone);
    assertTrue(world.store.verify().good());
    assertEquals(1, notes(world).size());
    String note = notes(world).get(0);
    assertTrue(note.startsWith("an entry is dated before the checkpoint that precedes it"), note);
  }

  /** A log that somebody lays beside the others holds lines that nobody sealed. */
  @Test
  void aLogThatNoEntryIsAboutIsTold() throws IOException {
    World world = new World();
    Files.writeString(world.store.logDir().resolve("alice.2026-11-20.7.log"), "made up\n");
    assertEquals(List.of("1 log is not sealed yet: alice.2026-11-20.7.log"), notes(world));
    Path other = Files.createDirectories(world.store.logDir().resolve("hosts/web9"));
    Files.writeString(other.resolve("alice.log"), "made up\n");
    assertEquals(
        List.of("2 logs are not sealed yet: alice.2026-11-20.7.log, hosts/web9/alice.log"),
        notes(world));
  }

  private static List<String> notes(World world) throws IOException {
    return new Verifier(world.store.logDir())
        .ledger(Optional.of(world.key), List.of(world.anchor))
        .notes();
  }

  @TestFactory
  Stream<DynamicTest> theTable() {
    assertTrue(rows().size() >= 40, rows().size() + " rows");
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.what(), () -> tried(row)));
  }

  /** A collector that goes on must not make right what was wrong. */
  @TestFactory
  Stream<DynamicTest> theTableWhenTheCollectorGoesOn() {
    return Stream.of(recordings(), wholeSessions(), logs())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what(), () -> goingOn(row)));
  }

  private void goingOn(Row row) throws IOException {
    World world = new World();
    try (SealedStore.Run run = world.store.new Run()) {
      run.seal();
      row.attack().on(world);
      run.seal();
      Path live = world.store.folder("carol", world.live);
      if (Files.exists(live)) {
        world.store.output("carol", world.live, "more");
      }
      run.seal();
    }
    world.store.seal();
    SealedStore.Seen seen = world.store.verify();
    assertEquals(NOT_FOR_LONG.contains(row.what()), seen.good(), "then: " + seen);
  }

  private void tried(Row row) throws IOException {
    World world = new World();
    row.attack().on(world);
    SealedStore.Seen alone = world.store.verify();
    SealedStore.Seen kept = world.store.verify(Optional.of(world.key), List.of(world.anchor));
    assertEquals(row.alone() == Shows.NO, alone.good(), "alone: " + alone);
    assertEquals(row.kept() == Shows.NO, kept.good(), "with key and anchor: " + kept);
  }

  private static byte[] none() {
    return new byte[0];
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void cut(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - bytes));
  }

  private static void replaceFiles(Path from, Path to) throws IOException {
    for (String name : List.of("typescript", "timing")) {
      Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
    }
  }

  private static Prefix prefix(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return new Prefix(bytes.length, Sha256.of(bytes));
  }

  private static LedgerEntry closeAsItIs(World w, SessionId id, String user) throws IOException {
    Path folder = w.store.folder(user, id);
    return new LedgerEntry.Close(
        w.store.now(),
        id,
        user,
        "ended",
        prefix(folder.resolve("typescript")),
        prefix(folder.resolve("timing")),
        prefix(folder.resolve("session.json")));
  }

  /** Whoever has the key can append what they like. */
  private static void append(World w, LedgerEntry entry) throws IOException {
    try (FileChannel file = open(w.store.ledger("key"));
        Ledger ledger =
            Ledger.open(
                w.store.logDir(), "", new KeyFile(file), w.store.now(), past -> w.store.wait(0))) {
      ledger.append(List.of(entry));
      ledger.seal(new KeyFile(file), w.store.now());
    }
  }

  /** A slot with the public half that the shortened ledger announces, and any secret. */
  private static void fakeKey(World w) throws IOException {
    LedgerReader.Chain chain =
        new LedgerReader(LedgerFolder.in(w.store.logDir())).read((index, line, entry) -> {});
    ByteBuffer slot = ByteBuffer.allocate(120);
    slot.put("sessionlog key 1".getBytes(StandardCharsets.US_ASCII)).putLong(chain.epoch());
    slot.put(new byte[32]).put(chain.key().bytes());
    slot.put(Sha256.of(Arrays.copyOf(slot.array(), 88)).bytes());
    byte[] slots = new byte[8192];
    System.arraycopy(slot.array(), 0, slots, (int) (chain.epoch() % 2 * 4096), 120);
    Files.write(w.store.ledger("key"), slots);
  }

  private static void replay(World w) throws IOException {
    Path before = w.snapshot.resolve("sessions/alice/" + w.closed);
    replaceFiles(before, w.store.folder("alice", w.closed));
  }

  private static void gzip(Path file, String text) throws IOException {
    Path packed = file.resolveSibling(file.getFileName() + ".gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void removeLine(Path file, int line) throws IOException {
    List<String> lines = Files.readAllLines(file);
    lines.remove(line);
    Files.write(file, lines);
  }

  private static void exchangeLines(World w) throws IOException {
    List<String> lines = Files.readAllLines(w.store.ledger("000000.jsonl"));
    lines.add(2, lines.remove(3));
    Files.write(w.store.ledger("000000.jsonl"), lines);
  }

  private static void removeMiddleCheckpoint(World w) throws IOException {
    List<SignedNote> notes = checkpoints(w.store);
    notes.remove(1);
    write(w.store, notes);
  }

  private static List<SignedNote> checkpoints(SealedStore store) throws IOException {
    return new ArrayList<>(
        SignedNote.parseAll(Files.readString(store.ledger("000000.checkpoints"))));
  }

  private static void keepCheckpoints(SealedStore store, NoteKey key, int count)
      throws IOException {
    List<SignedNote> notes = checkpoints(store);
    assertTrue(notes.get(0).signedBy(key));
    write(store, notes.subList(0, count));
  }

  private static void write(SealedStore store, List<SignedNote> notes) throws IOException {
    Files.writeString(
        store.ledger("000000.checkpoints"),
        notes.stream().map(SignedNote::toString).collect(Collectors.joining()));
  }

  /** Ledger alone, not its key. */
  private static void cutToSnapshot(World w) throws IOException {
    for (String name : List.of("000000.jsonl", "000000.checkpoints")) {
      Files.write(
          w.store.ledger(name), Files.readAllBytes(w.snapshot.resolve("ledger").resolve(name)));
    }
  }

  private static LedgerEntry closeOf(World w) throws IOException {
    return new LedgerEntry.Close(
        w.store.now(),
        w.closed,
        "alice",
        "ended",
        prefix(w.closedFile("typescript")),
        prefix(w.closedFile("timing")),
        prefix(w.closedFile("session.json")));
  }

  /** Seals anything, as whoever has the key of T can. */
  private static void again(World w, LedgerEntry... entries) throws IOException {
    try (FileChannel file = open(w.store.ledger("key"));
        Ledger ledger =
            Ledger.open(w.store.logDir(), "", new KeyFile(file), w.store.now(), any -> {})) {
      ledger.append(List.of(entries));
      ledger.seal(new KeyFile(file), w.store.now());
    }
  }

  private static void refused(World w) {
    assertThrows(DamagedLedgerException.class, w.store::seal);
  }

  /** Signs what the entries give now, by the key that is there, as if it were of an epoch. */
  private static void forge(World w, long epoch) throws IOException {
    MerkleTree tree = new MerkleTree();
    for (String line : Files.readAllLines(w.store.ledger("000000.jsonl"))) {
      tree.append(MerkleTree.leaf(line.getBytes(StandardCharsets.UTF_8)));
    }
    Checkpoint checkpoint = new Checkpoint("sessionlog/web1", tree.size(), tree.root());
    try (FileChannel file = open(w.store.ledger("key"))) {
      KeyFile keys = new KeyFile(file);
      long there = keys.newest().orElseThrow();
      NoteKey key = new NoteKey("sessionlog/web1", keys.open(there).orElseThrow());
      byte[] signature = keys.sign(there, checkpoint.text().getBytes(StandardCharsets.UTF_8));
      List<SignedNote> notes = checkpoints(w.store);
      notes.add(SignedNote.of(checkpoint.text(), key, signature));
      write(w.store, notes.subList(0, notes.size()));
      assertTrue(there >= epoch);
    }
  }
}
