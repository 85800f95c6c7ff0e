package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import dev.sessionlog.archive.ArchiveNames.PartName;
import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * What one host brought to an archive, put together as it lay in the log dir there, to be held
 * against the ledger: the ledger, and the recordings of one day after the other. Nothing is
 * believed and nothing is kept. For one thread.
 */
public final class HostCopy implements Closeable {
  private static final int WORKERS = 4;
  private static final String LEDGER = "ledger";

  private final ArchiveStore store;
  private final HostKey host;
  private final ArchiveCache.Place place;
  private final ArchiveCatalog catalog;
  private final ExecutorService workers;
  private final ArchivedBytes bytes;
  private final Set<SessionId> growing = new HashSet<>();

  private HostCopy(ArchiveStore store, HostKey host, ArchiveCache.Place place) {
    this.store = store;
    this.host = host;
    this.place = place;
    this.catalog = new ArchiveCatalog(store, new HostChoice(List.of(host.text())));
    this.workers =
        Executors.newFixedThreadPool(WORKERS, task -> new Thread(task, "archive-reader"));
    this.bytes = new ArchivedBytes(store, workers);
  }

  /** Returns the chosen hosts that ever came to an archive. */
  public static List<HostKey> hosts(ArchiveStore store, HostChoice choice) throws IOException {
    return new ArchiveCatalog(store, choice).hosts();
  }

  /**
   * Makes a copy with nothing in it.
   *
   * @param store the archive; it stays open when this is closed
   * @param caches the folder of all caches, there or not
   */
  public static HostCopy of(ArchiveStore store, HostKey host, Path caches) throws IOException {
    // Apart from what readers keep, which is called by archives.
    return new HostCopy(store, host, new ArchiveCache(caches.resolve("verify"), 0).newView());
  }

  /** Returns the log dir. */
  public Path logDir() {
    return place.folder();
  }

  /** Returns the names of the ledgers that the host brought; one unless it was begun anew. */
  public List<String> ledgers() throws IOException {
    return store.folders(ArchiveNames.LEDGERS + "host=" + host + "/");
  }

  /**
   * Brings a ledger, in place of the one before.
   *
   * @param name one of {@link #ledgers}
   */
  public void bringLedger(String name) throws IOException {
    Path folder = logDir().resolve(LEDGER);
    ArchiveCache.remove(folder);
    StoreFiles.makeFolder(logDir(), folder);
    Map<String, TreeSet<PartName>> files = new TreeMap<>();
    for (String object : catalog.names(ArchiveNames.ledger(host, name))) {
      ArchiveNames.part(object)
          .filter(part -> part.file().matches("\\d{6,12}\\.(jsonl|checkpoints)"))
          .ifPresent(
              part ->
                  files
                      .computeIfAbsent(
                          part.file(),
                          file -> new TreeSet<>(Comparator.comparingLong(PartName::offset)))
                      .add(part));
    }
    for (Map.Entry<String, TreeSet<PartName>> file : files.entrySet()) {
      try (OutputStream out = StoreFiles.output(folder.resolve(file.getKey()))) {
        bytes.writeFrom(
            file.getValue(), offset -> ArchiveNames.ledger(host, name, file.getKey(), offset), out);
      }
    }
  }

  /** Returns the days, in UTC, on which sessions of the host began, the newest first. */
  public List<LocalDate> days() throws IOException {
    return catalog.sessionDays();
  }

  /**
   * Brings the recordings of a day, in place of those of the day before.
   *
   * @param problems is told which session is damaged in the archive itself, and how
   */
  public void bringDay(LocalDate day, BiConsumer<SessionId, String> problems) throws IOException {
    Path sessions = logDir().resolve("sessions");
    ArchiveCache.remove(sessions);
    StoreFiles.makeFolder(logDir(), sessions);
    growing.clear();
    for (Found found : catalog.sessions(day)) {
      try {
        bring(found, sessions);
      } catch (CorruptRecordingException e) {
        problems.accept(found.name().id(), String.valueOf(e.getMessage()));
      } catch (ArchiveException e) {
        if (e.kind() != ArchiveException.Kind.UNFIT && e.kind() != ArchiveException.Kind.ABSENT) {
          throw e;
        }
        problems.accept(found.name().id(), String.valueOf(e.getMessage()));
      }
    }
  }

  private void bring(Found found, Path sessions) throws IOException {
    SessionName name = found.name();
    Path folder = sessions.resolve(UserFileName.of(name.user())).resolve(name.id().toString());
    StoreFiles.makeFolder(logDir(), folder);
    String object = found.ended() ? name.ended() : name.opened();
    ArchivedSession facts;
    try (java.io.InputStream in = store.read(object)) {
      facts = ArchivedSession.decode(object, in.readNBytes(ArchiveView.LARGEST_FACTS));
    }
    if (!found.ended()) {
      growing.add(name.id());
      try (OutputStream out = StoreFiles.output(folder.resolve(ArchiveView.TIMING))) {
        bytes.writeLive(name, ArchiveView.TIMING, out);
      }
      try (OutputStream out = StoreFiles.output(folder.resolve(ArchiveView.TYPESCRIPT))) {
        bytes.writeLive(name, ArchiveView.TYPESCRIPT, out);
      }
      return;
    }
    String text = facts.sessionJson().orElse("");
    try (OutputStream out = StoreFiles.output(folder.resolve("session.json"))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    ArchivedSession.Files files =
        facts
            .recording()
            .orElseThrow(
                () ->
                    new ArchiveException(
                        ArchiveException.Kind.UNFIT, object + ": it tells no recording"));
    try (OutputStream out = StoreFiles.output(folder.resolve(ArchiveView.TIMING))) {
      bytes.write(name, ArchiveView.TIMING, files.timing(), out);
    }
    try (OutputStream out = StoreFiles.output(folder.resolve(ArchiveView.TYPESCRIPT))) {
      bytes.write(name, ArchiveView.TYPESCRIPT, files.typescript(), out);
    }
  }

  /** Tells whether more of a recording of this day may come to the archive. */
  public boolean isGrowing(SessionId id) {
    return growing.contains(id);
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    place.close();
  }
}
