package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionPlace;
import dev.sessionlog.session.UserFileName;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log dir with what one command asks of an archive, and nothing else: whoever reads log dirs can
 * read it. It is made in the cache of the archive and removed when it is closed. Sessions of all
 * chosen hosts stand beside each other; a session says in {@link Session#host} as which machine its
 * host came to the archive, whatever its own file says. For one thread; several fetch for it.
 */
public final class ArchiveView implements Closeable {
  static final String TYPESCRIPT = "typescript";
  static final String TIMING = "timing";

  private static final int WORKERS = 8;
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LONG_SESSION = Duration.ofDays(7);

  private final ArchiveStore store;
  private final ArchiveCache cache;
  private final ViewFolder place;
  private final ArchiveCatalog catalog;
  private final ExecutorService workers;
  private final ArchivedBytes bytes;
  private final ArchivedFacts facts;
  private final ViewLogs logs;
  private final Map<SessionId, Found> brought = new HashMap<>();
  private final Set<SessionId> recordings = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();
  private final ViewWords words;

  private ArchiveView(ArchiveStore store, ArchiveCache cache, ViewFolder place, HostChoice hosts) {
    this.store = store;
    this.cache = cache;
    this.place = place;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            WORKERS,
            task -> {
              Thread thread = new Thread(task, "archive-reader-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.catalog = new ArchiveCatalog(store, hosts, workers, remarks::add);
    this.bytes = new ArchivedBytes(store, workers);
    this.facts = new ArchivedFacts(store);
    this.words = new ViewWords(store.place(), cache.folder(), place.folder(), brought);
    this.logs = new ViewLogs(store, cache, catalog, workers, place.folder());
  }

  /**
   * Makes a view with nothing in it.
   *
   * @param store the archive; closed with the view
   * @param caches the folder of all caches, there or not
   * @param limit how many bytes a cache may keep, about
   * @throws ArchiveException when nothing was ever brought there, or by a later version
   */
  public static ArchiveView open(ArchiveStore store, Path caches, long limit, HostChoice hosts)
      throws IOException {
    ArchiveMark mark =
        ArchiveMark.read(store)
            .orElseThrow(
                () ->
                    new ArchiveException(
                        ArchiveException.Kind.NO_ARCHIVE,
                        store.place() + ": nothing was ever brought there"));
    if (!mark.id().matches("[0-9a-f]{32}")) {
      throw new ArchiveException(
          ArchiveException.Kind.UNFIT, store.place() + ": its mark names no archive");
    }
    ArchiveCache cache = new ArchiveCache(caches.resolve(nameOf(store, mark)), limit);
    ViewFolder place = cache.newView();
    cache.sweep();
    StoreFiles.makeFolder(place.folder(), place.folder().resolve("sessions"));
    return new ArchiveView(store, cache, place, hosts);
  }

  /** An id alone could be that of another archive: it is no secret. */
  private static String nameOf(ArchiveStore store, ArchiveMark mark) {
    byte[] both = (store.place() + "\n" + mark.id()).getBytes(StandardCharsets.UTF_8);
    return Sha256.of(both).toString().substring(0, 32);
  }

  /** Returns the log dir. */
  public Path logDir() {
    return place.folder();
  }

  /** Returns where the archive is, for people. */
  public String archive() {
    return catalog.place();
  }

  /** Returns a message with the names of objects in place of those of files that go with this. */
  public String inWords(String message) {
    return words.of(message);
  }

  /** Returns the host of a session whose facts were brought. */
  public Optional<HostKey> hostOf(SessionId id) {
    return Optional.ofNullable(brought.get(id)).map(found -> found.name().host());
  }

  /** Returns the host whose rolled logs are in a folder of this log dir. */
  public Optional<HostKey> hostOfLogs(Path seat) {
    return ViewLogs.host(seat);
  }

  /** Returns what people should know of what was brought, a line each. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** Brings the facts of sessions, not their recordings. */
  public void bringSessions(SessionQuery query) throws IOException {
    for (LocalDate day : catalog.sessionDays()) {
      if (query.accepts(day)) {
        List<Found> wanted = new ArrayList<>();
        for (Found found : catalog.sessions(day)) {
          if (query.accepts(found.name().id(), found.name().user())) {
            wanted.add(found);
          }
        }
        bring(wanted);
      }
    }
  }

  /**
   * Brings the facts of all sessions that a text can mean: an id or the beginning of one, or a user
   * with or without {@code ~} and a number, as {@code dev.sessionlog.store.SessionLookup} reads it.
   */
  public void bringNamed(String text) throws IOException {
    bring(new NamedSessions(catalog).of(text));
  }

  private void bring(Collection<Found> found) throws IOException {
    Map<Found, Future<byte[]>> coming = new HashMap<>();
    for (Found one : found) {
      Found other = brought.putIfAbsent(one.name().id(), one);
      if (other == null) {
        coming.put(one, workers.submit(() -> sessionJson(one)));
      } else if (!other.name().equals(one.name())) {
        remarks.add(
            "session "
                + one.name().id()
                + " is there from two hosts, "
                + other.name().host()
                + " and "
                + one.name().host()
                + "; the first is shown, --host chooses");
      }
    }
    for (Map.Entry<Found, Future<byte[]>> one : coming.entrySet()) {
      SessionName name = one.getKey().name();
      try {
        byte[] sessionJson = ArchivedBytes.get(one.getValue());
        Path folder = folderOf(name);
        StoreFiles.makeFolder(logDir(), folder);
        try (OutputStream out = StoreFiles.output(folder.resolve("session.json"))) {
          out.write(sessionJson);
        }
        if (!one.getKey().ended()) {
          showLength(folder);
        }
      } catch (ArchiveException e) {
        passOver(e);
      }
    }
  }

  /** Remarks what one object has; what the archive has is not passed over. */
  private void passOver(ArchiveException e) throws ArchiveException {
    if (!e.isOfOneObject()) {
      throw e;
    }
    remarks.add(e.getMessage());
  }

  /** How much there is of a session that goes on, its typescript tells by its length alone. */
  private static void showLength(Path folder) throws IOException {
    long length = SessionFile.read(folder.resolve("session.json")).bytes();
    try (FileChannel file = StoreFiles.create(folder.resolve(TYPESCRIPT))) {
      if (length > 0) {
        file.write(ByteBuffer.allocate(1), length - 1);
      }
    }
  }

  private Path folderOf(SessionName name) {
    return logDir()
        .resolve("sessions")
        .resolve(UserFileName.of(name.user()))
        .resolve(name.id().toString());
  }

  private byte[] sessionJson(Found found) throws IOException {
    Session told = archived(found).session();
    SessionName name = found.name();
    SessionPlace where = told.where();
    Session session =
        new Session(
            told.id(),
            told.who(),
            new SessionPlace(name.host().machine(), where.tty(), where.remote(), where.parent()),
            told.inside(),
            told.started(),
            told.standing());
    return SessionFile.encode(
        found.ended() ? session : session.withBytes(bytes.liveLength(name, TYPESCRIPT)));
  }

  private ArchivedSession archived(Found found) throws IOException {
    return found.ended()
        ? facts.decode(
            found,
            StoreFiles.bytes(
                cache.object(store, found.object(), ArchivedFacts.LARGEST), ArchivedFacts.LARGEST))
        : facts.read(found);
  }

  /**
   * Brings the recording of a session whose facts are there; of one that goes on, what the archive
   * has of it.
   */
  public void bringRecording(SessionId id) throws IOException {
    Found found = brought.get(id);
    if (found == null) {
      return;
    }
    Path folder = folderOf(found.name());
    if (!Files.isDirectory(folder) || !recordings.add(id)) {
      return;
    }
    if (!found.ended()) {
      // Its timing first: that tells of no more than the typescript has.
      bringLive(found.name(), TIMING, folder);
      Files.delete(folder.resolve(TYPESCRIPT));
      bringLive(found.name(), TYPESCRIPT, folder);
      return;
    }
    ArchivedSession.Files files = facts.files(found, archived(found));
    bring(found.name(), TIMING, files.timing(), folder);
    bring(found.name(), TYPESCRIPT, files.typescript(), folder);
  }

  /**
   * Brings the recording of a session so that it can be read from its beginning at once: the
   * typescript of a long one is fetched as it is read.
   *
   * @return the typescript, which is not in the log dir; empty when it is there, as after {@link
   *     #bringRecording}
   */
  public Optional<FileChannel> bringInParts(SessionId id) throws IOException {
    Found found = brought.get(id);
    if (found == null || !found.ended() || cache.has(found.name(), TYPESCRIPT)) {
      bringRecording(id);
      return Optional.empty();
    }
    ArchivedSession.Files files = facts.files(found, archived(found));
    if (files.typescript().parts().size() == 1) {
      bringRecording(id);
      return Optional.empty();
    }
    Path folder = folderOf(found.name());
    bring(found.name(), TIMING, files.timing(), folder);
    FileChannel kept = StoreFiles.create(folder.resolve("fetched"));
    try {
      return Optional.of(
          bytes.keptIn(cache).open(found.name(), TYPESCRIPT, files.typescript(), kept));
    } catch (ArchiveException e) {
      kept.close();
      throw e;
    }
  }

  private void bring(SessionName name, String file, ArchivedFile promised, Path folder)
      throws IOException {
    Path cached = cache.file(name, file, out -> bytes.write(name, file, promised, out));
    ArchiveCache.link(cached, folder.resolve(file));
  }

  private void bringLive(SessionName name, String file, Path folder) throws IOException {
    try (OutputStream out = StoreFiles.output(folder.resolve(file))) {
      bytes.writeLive(name, file, out);
    }
  }

  /**
   * Brings what a search needs: rolled logs, and the recordings of those sessions whose last line
   * is in none of them, which then count as not done with. A session that began more than a day
   * before the time asked for, and ended, is looked for in the logs alone.
   *
   * @param recordings whether all recordings are needed, not only those
   */
  public void bringForSearch(SessionQuery lines, boolean recordings) throws IOException {
    Set<SessionName> closed = logs.bring(lines, this::passOver);
    Optional<Instant> begun = lines.since().map(from -> from.minus(LONG_SESSION));
    Optional<Instant> ended = lines.since().map(from -> from.minus(A_DAY));
    SessionQuery query = new SessionQuery(lines.users(), begun, lines.until());
    for (LocalDate day : catalog.sessionDays()) {
      if (query.accepts(day)) {
        List<Found> wanted = new ArrayList<>();
        for (Found found : catalog.sessions(day)) {
          SessionId id = found.name().id();
          boolean late = !found.ended() || ended.filter(id.started()::isBefore).isEmpty();
          boolean needed = recordings || !closed.contains(found.name());
          if (late && needed && query.accepts(id, found.name().user())) {
            wanted.add(found);
          }
        }
        bring(wanted);
        for (Found found : wanted) {
          bringForSearch(found.name(), closed);
        }
      }
    }
  }

  private void bringForSearch(SessionName session, Set<SessionName> closed) throws IOException {
    try {
      bringRecording(session.id());
    } catch (ArchiveException e) {
      passOver(e); // what is damaged hides nothing else
      return;
    }
    if (!closed.contains(session)) {
      countAsActive(session.id());
    }
  }

  /** Says that the logs may lack lines of a session, see {@code RecordingStore#isActive}. */
  public void countAsActive(SessionId id) throws IOException {
    Found found = brought.get(id);
    if (found == null) {
      return;
    }
    Path active = logDir().resolve("active");
    StoreFiles.makeFolder(logDir(), active);
    Path link = active.resolve(id.toString());
    if (Files.isDirectory(folderOf(found.name())) && !Files.exists(link)) {
      Files.createSymbolicLink(link, active.relativize(folderOf(found.name())));
    }
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    try {
      place.close();
    } finally {
      store.close();
    }
  }
}
